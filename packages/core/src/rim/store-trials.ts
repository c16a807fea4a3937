import type { Json } from '../nouns/json.ts'
import type { Step, Store } from '../state/store.ts'
import { type Trial, add, demand, look, put, same, ttlMs } from './store-trial.ts'

export const trials: readonly Trial<Store>[] = [
  {
    name: 'a step finds nothing first, then what the last one left, and its result is there at once',
    run(store, { key }) {
      same(store.update(key, add(2), ttlMs), [undefined, 2], 'the first step')
      same(store.update(key, add(3), ttlMs), [2, 5], 'the second step')
      same(store.update(key, look, ttlMs), 5, 'a look')
    },
  },
  {
    name: 'keys do not mix, whatever they are called',
    run(store, { key }) {
      const names = ['', ' ', ':', '{a}', '{b}', '__proto__', 'constructor', '\n', '\u20ac'].map((each) => key + each)
      for (const [index, name] of names.entries()) store.update(name, add(index + 1), ttlMs)
      for (const [index, name] of names.entries()) same(store.update(name, look, ttlMs), index + 1, `key ${name}`)
      for (const name of ['__proto__', 'constructor']) same(store.update(name, put(null), 1) ?? null, null, name)
    },
  },
  {
    name: 'state is kept for its time to live, counted from the last step, and then forgotten',
    async run(store, { key, sleep }) {
      store.update(key, add(1), 5_000)
      store.update(key, add(1), 1_500)
      await sleep(10)
      same(store.update(key, add(1), 150), [2, 3], 'a step in time')
      await sleep(400)
      same(store.update(key, add(1), ttlMs), [undefined, 1], 'a step after the time to live')
    },
  },
  {
    name: 'state and arguments are JSON, and come back as they were',
    async run(store, { key, sleep }) {
      const args: Json = {
        text: '\u20ac "\\ \n\u2028 \ud83d\ude00',
        numbers: [0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER],
        nothing: null,
        both: [true, false],
        deep: [[[{ '': [] }]]],
      }
      store.update(key, put(args), ttlMs)
      same(store.update(key, put(args), ttlMs), args, 'the state')
      await sleep(100)
      same(store.update(key, put(null), ttlMs), args, 'the state a moment later')
      demand(store.update(key, put(false), ttlMs) === null, 'null was not kept as a state')
      demand(store.update(key, put(0), ttlMs) === false, 'false was not kept as a state')
    },
  },
  {
    name: 'a step that throws is heard of, and leaves what was there',
    async run(store, { key, sleep }) {
      const bad: Step<number, number> = {
        name: 'bad',
        args: null,
        apply() {
          throw new Error('bad step')
        },
      }
      for (const left of [undefined, 4]) {
        let thrown: unknown
        try {
          store.update(key, bad, ttlMs)
        } catch (error) {
          thrown = error
        }
        demand(thrown instanceof Error && thrown.message === 'bad step', `the error became ${String(thrown)}`)
        await sleep(60)
        same(store.update(key, add(4), ttlMs)[0], left, 'the state after it')
      }
    },
  },
  {
    name: 'time never goes back',
    async run(store, { key, sleep }) {
      const time: Step<number, number> = { name: 'time', args: null, apply: (_state, _args, nowMs) => [nowMs, nowMs] }
      let lastMs = -Infinity
      for (let round = 0; round < 300; round++) {
        const nowMs = store.update(round % 2 === 0 ? key : `${key} other`, time, ttlMs)
        demand(Number.isFinite(nowMs), `nowMs is ${nowMs}`)
        demand(nowMs >= lastMs, `nowMs went back by ${lastMs - nowMs} ms`)
        lastMs = nowMs
        if (round % 10 === 0) await sleep(2)
      }
      const beforeMs = store.update(key, time, ttlMs)
      await sleep(50)
      demand(store.update(key, time, ttlMs) > beforeMs, 'nowMs stands still')
    },
  },
  {
    name: 'of many keys it holds no more than its cap, and the last ones',
    needsCap: true,
    run(store, { key, maxKeys }) {
      for (let index = 0; index < maxKeys + 500; index++) store.update(`${key} ${index}`, add(1), ttlMs)
      const held = store.keys?.() ?? []
      demand(held.length > 0 && held.length <= maxKeys, `${held.length} keys are held, and ${maxKeys} is the cap`)
      same(held.at(-1), `${key} ${maxKeys + 499}`, 'the key used last')
      store.update(held[0] ?? '', add(1), ttlMs)
      same(store.keys?.().at(-1), held[0], 'the key used last')
    },
  },
  {
    name: 'it closes, twice too, and answers still',
    async run(store, { key }) {
      store.update(key, add(1), ttlMs)
      await store.close?.()
      await store.close?.()
      same(store.update(key, add(1), ttlMs), [1, 2], 'a step after it')
    },
  },
]
