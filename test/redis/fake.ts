import type { NodeRedisLike } from '@recourse/redis'

type Row = { version: string; writers: Map<string, number>; state: string; at: string; ttl: string }

/** A server that runs our one script in this process, with a clock of its own, and fails as it is told. */
export type Fake = NodeRedisLike & {
  /**
   * What becomes of a command. `lost`: it is done, and the answer never comes. `late`: it is done when it is released. `slow`: it is done
   * at once, and answers when it is released.
   */
  mode: 'answers' | 'refuses' | 'hangs' | 'lost' | 'late' | 'slow'
  knowsScript: boolean
  timeMs: () => number
  readonly rows: Map<string, Row>
  /** The commands that came: `eval` or `evalSha`, the key, and the number of the write or 0. */
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
    const key = keys[0] ?? ''
    fake.commands.push([command, key, Number(values[2])])
    if (fake.mode === 'refuses') return Promise.reject(new Error('ECONNREFUSED'))
    if (fake.mode === 'hangs') return new Promise(() => undefined)
    const later = (answered: () => unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) =>
        late.push((error) => (error === undefined ? resolve(answered()) : reject(error))),
      )
    if (fake.mode === 'late') return later(() => run(key, values))
    const done = run(key, values)
    if (fake.mode === 'slow') return later(() => done)
    return fake.mode === 'lost' ? new Promise(() => undefined) : Promise.resolve(done)
  }

  /** As script.ts has it in Lua. */
  function run(key: string, values: readonly string[]): unknown[] {
    const [base = '', writer = '', number = '', ttl = '', state = '', at = ''] = values
    const row = fake.rows.get(key)
    const mine = row?.writers.get(writer) ?? 0
    const us = Math.floor(fake.timeMs() * 1_000)
    const time = [String(Math.floor(us / 1e6)), String(us % 1e6)]
    const version = row?.version ?? ''
    if (Number(number) > mine && version === base) {
      const writers = new Map([...(row?.writers ?? []), [writer, Number(number)]])
      fake.rows.set(key, { version: `${writer}:${number}`, writers, state, at, ttl })
      return [1, Number(number), ...time]
    }
    if (version === base) return [0, mine, ...time]
    return [0, mine, ...time, version, row?.state ?? '', row?.at ?? '0', row === undefined ? -2 : Number(row.ttl)]
  }

  return fake
}
