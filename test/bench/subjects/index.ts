import type { Groups } from '../group.ts'

/** One file for each client; loaded when it is measured, so that none pays for another's. */
export const subjects = {
  fetch: async () => (await import('./fetch.ts')).groups,
  ky: async () => (await import('./ky.ts')).groups,
  axios: async () => (await import('./axios.ts')).groups,
  ofetch: async () => (await import('./ofetch.ts')).groups,
  openai: async () => (await import('./openai.ts')).groups,
} as const satisfies Readonly<Record<string, () => Promise<Groups>>>
