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

async function collected(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

let recourse: Recourse | undefined = create()
for (let index = 0; index < calls; index++) play(recourse, index, index >= calls - most)
const lengths = lengthsIn(recourse)
const heldBytes = await collected()
recourse = undefined
const bytes = heldBytes - (await collected())
console.log(
  JSON.stringify({
    kept: lengths.length,
    bytesPerKey: Math.round(bytes / lengths.length),
    longest: Math.max(...lengths),
  }),
)

/** Of what is kept of each origin, as JSON. */
function lengthsIn({ settings: { store } }: Recourse): number[] {
  return (store.keys?.() ?? []).map((key) => JSON.stringify(store.peek?.(key)?.state).length)
}
