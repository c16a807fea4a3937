import type { Json } from '../nouns/json.ts'
import type { Step } from '../state/store.ts'

/** What a trial is given beside what it tries. `key`: nobody else's. */
export type Tools = Readonly<{
  key: string
  withinMs: number
  maxKeys: number
  sleep: (ms: number) => Promise<void>
}>

export type Trial<Held> = Readonly<{
  name: string
  needsCap?: boolean
  run: (held: Held, tools: Tools) => Promise<void> | void
}>

export const ttlMs = 60_000

/** Counts, and answers with what it found and what it left. */
export const add = (by: number): Step<number, readonly [number | undefined, number]> => ({
  name: 'add',
  args: by,
  apply: (state, args) => [(state ?? 0) + Number(args), [state, (state ?? 0) + Number(args)]],
})

/** Changes nothing; 0 where nothing is known. */
export const look: Step<number, number> = { name: 'look', args: null, apply: (state) => [state ?? 0, state ?? 0] }

/** Puts its arguments there, and answers with what was there. */
export const put = (args: Json): Step<Json, Json | undefined> => ({
  name: 'put',
  args,
  apply: (state, args) => [args, state],
})

export function demand(holds: boolean, says: string): void {
  if (!holds) throw new Error(`the store: ${says}`)
}

export function same(actual: unknown, wanted: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(wanted)]
  demand(left === right, `${what}: expected ${right}, got ${left}`)
}
