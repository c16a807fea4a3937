import type { Json } from '../nouns/json.ts'
import type { Step, Store } from './store.ts'

/** `maxKeys`: the key used longest ago makes room, 1 000 unless given. `clock`: milliseconds that never go back. */
export type MemoryStoreOptions = Readonly<{ maxKeys?: number; clock: Readonly<{ monotonic(): number }> }>

type Entry = { readonly key: string; state: Json; endMs: number }

/** Keeps everything in this process: no timers, and never more than so many keys. */
export function memoryStore({ maxKeys = 1_000, clock }: MemoryStoreOptions): Store {
  const entries = new Map<string, Entry>()
  // most calls go where the last one went, and that one is the youngest already
  let last: Entry | undefined

  function entryAt(key: string, nowMs: number): Entry | undefined {
    const entry = last?.key === key ? last : entries.get(key)
    if (entry === undefined) return undefined
    if (entry !== last) {
      entries.delete(key)
      entries.set(key, entry)
      last = entry
    }
    return entry.endMs > nowMs ? entry : undefined
  }

  return {
    update<State extends Json, Result>(key: string, step: Step<State, Result>, ttlMs: number): Result {
      const nowMs = clock.monotonic()
      const entry = entryAt(key, nowMs)
      const [state, result] = step.apply(entry?.state as State | undefined, step.args, nowMs)
      const endMs = nowMs + ttlMs
      if (entry !== undefined) {
        entry.state = state
        entry.endMs = endMs
        return result
      }
      const oldest = entries.size < maxKeys || entries.has(key) ? undefined : entries.keys().next().value
      if (oldest !== undefined) entries.delete(oldest)
      entries.set(key, (last = { key, state, endMs }))
      return result
    },
    keys: () => [...entries.keys()],
    peek(key: string) {
      const nowMs = clock.monotonic()
      const entry = entries.get(key)
      return entry !== undefined && entry.endMs > nowMs ? { state: entry.state, nowMs } : undefined
    },
  }
}
