import { type NodeRedisLike, redisStore } from '@recourse/redis'
import { setTimeout as sleep } from 'node:timers/promises'

type Row = { version: string; writers: Map<string, number>; state: string; at: string; ttl: string }

/** A server that runs our two scripts in this process, with a clock of its own, and fails as it is told. */
export type Fake = NodeRedisLike & {
  /**
   * What becomes of a command. `lost`: it is done, and the answer never comes. `late`: it is done when it is released. `slow`: it is done
   * at once, and answers when it is released.
   */
  mode: 'answers' | 'refuses' | 'hangs' | 'lost' | 'late' | 'slow'
  knowsScript: boolean
  timeMs: () => number
  readonly rows: Map<string, Row>
  /** Keys under which something else lies. */
  readonly foreign: Set<string>
  /** Takes keys together only if they are of one slot, as a cluster does: each is of its own. */
  isCluster: boolean
  /** The commands that came: `eval` or `evalSha`, the keys, and the number of the write or 0. */
  readonly commands: (readonly [command: string, key: string, write: number])[]
  release: (error?: Error) => void
}

export function fakeRedis(): Fake {
  let late: ((error?: Error) => void)[] = []
  const fake: Fake = {
    mode: 'answers',
    knowsScript: true,
    timeMs: () => 1_700_000_000_000 + performance.now(),
    rows: new Map(),
    foreign: new Set(),
    isCluster: false,
    commands: [],
    release(error) {
      for (const each of late) each(error)
      late = []
    },
    eval(_, input) {
      fake.knowsScript = true
      return answer('eval', input)
    },
    evalSha(_, input) {
      if (fake.knowsScript || fake.mode !== 'answers') return answer('evalSha', input)
      fake.commands.push(['evalSha', input.keys[0] ?? '', 0])
      return Promise.reject(new Error('NOSCRIPT No matching script.'))
    },
  }

  function answer(command: string, { keys, arguments: values }: Parameters<Fake['eval']>[1]): Promise<unknown> {
    const [key = ''] = keys
    const isOne = values.length > keys.length
    fake.commands.push([command, keys.join(' '), isOne ? Number(values[2]) : 0])
    if (fake.mode === 'refuses') return Promise.reject(new Error('ECONNREFUSED'))
    if (fake.mode === 'hangs') return new Promise(() => undefined)
    const later = (answered: () => unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) =>
        late.push((error) => (error === undefined ? resolve(answered()) : reject(error))),
      )
    if (fake.isCluster && keys.length > 1) return Promise.reject(new Error('CROSSSLOT Keys do not hash to one slot'))
    const done = (): unknown[] => (isOne ? swap(key, values) : compare(keys, values))
    if (fake.mode === 'late') return later(done)
    const answered = done()
    if (fake.mode === 'slow') return later(() => answered)
    return fake.mode === 'lost' ? new Promise(() => undefined) : Promise.resolve(answered)
  }

  function time(): readonly [seconds: string, microseconds: string] {
    const us = Math.floor(fake.timeMs() * 1_000)
    return [String(Math.floor(us / 1e6)), String(us % 1e6)]
  }

  const recordOf = (row: Row | undefined): unknown[] => [
    row?.version ?? '',
    row?.state ?? '',
    row?.at ?? '0',
    row === undefined ? -2 : Number(row.ttl),
  ]

  /** Both as script.ts has them in Lua. */
  function compare(keys: readonly string[], bases: readonly string[]): unknown[] {
    const others = keys.map((key, index) => {
      const row = fake.rows.get(key)
      if (!fake.foreign.has(key) && (row?.version ?? '') === bases[index]) return undefined
      return fake.foreign.has(key) || row === undefined ? [index + 1] : [index + 1, ...recordOf(row)]
    })
    return [...time(), ...others.filter((each) => each !== undefined)]
  }

  function swap(key: string, values: readonly string[]): unknown[] {
    if (fake.foreign.has(key)) return [-1, 0, ...time()]
    const [base = '', writer = '', number = '', ttl = '', state = '', at = ''] = values
    const row = fake.rows.get(key)
    const mine = row?.writers.get(writer) ?? 0
    const version = row?.version ?? ''
    if (Number(number) > mine && version === base) {
      const writers = new Map([...(row?.writers ?? []), [writer, Number(number)]])
      fake.rows.set(key, { version: `${writer}:${number}`, writers, state, at, ttl })
      return [1, Number(number), ...time()]
    }
    return [0, mine, ...time(), ...(version === base ? [] : recordOf(row))]
  }

  return fake
}

/** The digests of scripts come from another thread, which fake timers do not move: each script is sent once before. */
export async function warmUp(): Promise<void> {
  const store = redisStore({ client: fakeRedis(), pollMs: 10 })
  for (const key of ['one', 'two']) store.update(key, { name: 'warm', args: null, apply: () => [null, null] }, 60_000)
  await sleep(100)
  await store.close?.()
}
