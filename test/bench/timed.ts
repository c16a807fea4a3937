import type { Groups } from './group.ts'
import { subjects } from './subjects/index.ts'

/** What is timed: the clients, and telling an error by its body. */
export const timed = {
  ...subjects,
  classify: async () => (await import('./classification.ts')).groups,
} as const satisfies Readonly<Record<string, () => Promise<Groups>>>

export type Timed = keyof typeof timed
