// A process of its own, that collects its garbage: what a Recourse holds after so many origins, each of them told of limits.
import { type CallInfo, type PolicyInput, type Recourse, type Ticket, createRecourse } from '@recourse/core'

const [count, gates = '{}'] = process.argv.slice(2)
const calls = Number(count)
const policy = JSON.parse(gates) as PolicyInput
const most = 1_000

const fields = new Headers({ 'ratelimit-policy': '"default";q=5;w=60', ratelimit: '"default";r=1;t=30' })
const failure = {
  status: 503,
  headers: { 'retry-after': '1' },
  replayable: true,
  phase: 'headers',
  attempt: 1,
  atMs: 0,
} as const
const infoFor = (index: number): CallInfo => ({
  method: 'GET',
  url: `https://api-${String(index).padStart(7, '0')}.example.com/v1/things`,
  replayable: true,
})

const create = (): Recourse => createRecourse({ policy })

/** All that there is to know of an origin: its limits, and that it fails. */
function play(recourse: Recourse, index: number, isTold: boolean): void {
  const admit = (call: CallInfo): Ticket => {
    const admitted = recourse.admit(call)
    if (admitted instanceof Promise || !admitted.ok) throw new Error('it was to be let through')
    return admitted
  }
  const info = infoFor(index)
  recourse.done(admit(info), 'success', { headers: fields })
  if (isTold) recourse.settle(admit(info), { ...failure, method: 'GET', url: info.url })
}

const collected = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

// what is compiled and cached once is not held for a key
const other = create()
for (let index = 0; index < 10 * most; index++) play(other, index, true)

const recourse = create()
const { store } = recourse.settings
const beforeBytes = collected()
for (let index = 0; index < calls; index++) play(recourse, index, index >= calls - most)
const kept = store.keys?.().length ?? 0
const bytes = collected() - beforeBytes
const longest = Math.max(
  ...(store.keys?.() ?? []).map((key) => {
    let length = 0
    const apply = (state: null | undefined): readonly [null, null] => {
      length = JSON.stringify(state).length
      return [state as null, null]
    }
    store.update(key, { name: 'look', args: null, apply }, 1_000)
    return length
  }),
)
// held until here, so that it is in both numbers
const { keys } = other.inspect()
console.log(JSON.stringify({ kept, bytesPerKey: Math.round(bytes / keys.length), longest }))
