import type { Groups } from './group.ts'
import { subjects } from './subjects/index.ts'

/** What is timed: the clients, telling an error by its body, and asking the state. */
export const timed = {
  ...subjects,
  classify: async () => (await import('./classification.ts')).groups,
  state: async () => (await import('./state.ts')).groups,
} as const satisfies Readonly<Record<string, () => Promise<Groups>>>

export type Timed = keyof typeof timed
