import type { Store } from '../state/store.ts'
import { systemClock, uuid } from './clock.ts'
import { pairTrials } from './store-pair-trials.ts'
import type { Trial } from './store-trial.ts'
import { trials } from './store-trials.ts'

export type StoreSuiteOptions = Readonly<{
  /** Two handles on one shared state, as two processes have it. Without it, what only a shared store can do is not tried. */
  pair?: () => Pair | Promise<Pair>
  /** Within which time a handle of the pair sees what the other one did. Default 1 000. */
  withinMs?: number
  /** The keys that are held at most. Default: not tried. Needs `store.keys`. */
  maxKeys?: number
  /** Lets time pass, for a store with a clock of its own. Default: a timer. */
  sleep?: (ms: number) => Promise<void>
}>

type Pair = readonly [Store, Store]

/** `run` rejects with an error that says what the store did. */
export type StoreTest = Readonly<{ name: string; run: () => Promise<void> }>

/** Proves a store of your own, under any test runner: `for (const { name, run } of storeSuite(make)) test(name, run)`. */
export function storeSuite(make: () => Store | Promise<Store>, options: StoreSuiteOptions = {}): readonly StoreTest[] {
  const { pair, withinMs = 1_000, maxKeys, sleep = (ms: number) => systemClock.sleep(ms) } = options
  const tools = { withinMs, maxKeys: maxKeys ?? 0, sleep }
  // of its own for each run: what is shared may outlive it
  const key = (): string => `suite ${uuid(systemClock)}`

  const tests = <Held>(
    list: readonly Trial<Held>[],
    open: () => Held | Promise<Held>,
    stores: (held: Held) => readonly Store[],
  ): StoreTest[] =>
    list.map(({ name, run }) => ({
      name,
      run: () => using(open, stores, (held) => run(held, { ...tools, key: key() })),
    }))

  const tried = trials.filter((trial) => maxKeys !== undefined || trial.needsCap !== true)
  return [
    ...tests(tried, make, (store) => [store]),
    ...(pair === undefined ? [] : tests(pairTrials, pair, (both) => both)),
  ]
}

async function using<Held>(
  open: () => Held | Promise<Held>,
  stores: (held: Held) => readonly Store[],
  run: (held: Held) => Promise<void> | void,
): Promise<void> {
  const held = await open()
  try {
    await run(held)
  } finally {
    for (const store of stores(held)) await store.close?.()
  }
}
