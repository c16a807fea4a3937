import type { Step, Store } from '../state/store.ts'
import { type Tools, type Trial, add, demand, look, put, same, ttlMs } from './store-trial.ts'

type Pair = readonly [Store, Store]

/** Asked again this often. */
const askMs = 10

export const pairTrials: readonly Trial<Pair>[] = [
  {
    name: 'what one handle did the other one sees in time, and back',
    async run([left, right], tools) {
      left.update(tools.key, add(1), ttlMs)
      await until(tools, () => right.update(tools.key, look, ttlMs), 1, 'the other handle')
      right.update(tools.key, add(1), ttlMs)
      await until(tools, () => left.update(tools.key, look, ttlMs), 2, 'the first handle')
      same(right.update(`${tools.key} other`, put(1), ttlMs), undefined, 'another key')
    },
  },
  {
    name: 'no step is lost and none applied twice when both write at once',
    async run(both, tools) {
      for (let round = 0; round < 20; round++) {
        for (const store of both) for (let count = 0; count < 50; count++) store.update(tools.key, add(1), ttlMs)
        await tools.sleep(5)
      }
      for (const store of both)
        await until(tools, () => store.update(tools.key, look, ttlMs), 2_000, 'the sum of 1000 steps from each end')
      await tools.sleep(tools.withinMs / 2)
      for (const store of both) same(store.update(tools.key, look, ttlMs), 2_000, 'the sum, a while later')
    },
  },
  {
    name: 'the time of one key never goes back, whoever asks',
    async run(both, tools) {
      type Times = Readonly<{ lastMs: number; backMs: number }>
      const time: Step<Times, number> = {
        name: 'time',
        args: null,
        apply: (state, _args, nowMs) => {
          const backMs = Math.max(state?.backMs ?? 0, (state?.lastMs ?? nowMs) - nowMs)
          return [{ lastMs: nowMs, backMs }, backMs]
        },
      }
      for (let round = 0; round < 60; round++) {
        for (const store of both) {
          const backMs = store.update(tools.key, time, ttlMs)
          demand(backMs === 0, `nowMs went back by ${backMs} ms`)
        }
        await tools.sleep(5)
      }
    },
  },
]

async function until(tools: Tools, ask: () => number, wanted: number, what: string): Promise<void> {
  for (let leftMs = tools.withinMs; leftMs > 0 && ask() !== wanted; leftMs -= askMs) await tools.sleep(askMs)
  same(ask(), wanted, `${what} within ${tools.withinMs} ms`)
}
