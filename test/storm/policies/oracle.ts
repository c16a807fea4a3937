import type { Call, Model, World } from '../world.ts'

/** A request that would wait longer is not sent: it would be late. */
const longestWaitMs = 150
const spareMs = 100
const mostAttempts = 30
const patienceMs = 9_600
const lookMs = 5

const fits = (world: World, waitMs: number): boolean => !world.server.down() && world.server.waitMs() <= waitMs

function attempt(world: World, call: Call, rejected: () => void): void {
  let made = 0
  const send = (): void => {
    made++
    call.send(({ ok }) => {
      if (ok) call.end(true)
      else if (made < mostAttempts && fits(world, spareMs)) send()
      else rejected()
    })
  }
  send()
}

/** What a client could do that sees the server: it sends what can be served, and repeats while there is room. */
export const oracle: Model = {
  name: 'oracle',
  about: 'Sees the server, and refuses what it cannot serve. No client can.',
  client: (world) => (call) => {
    if (fits(world, longestWaitMs)) attempt(world, call, () => call.end(false))
    else call.end(false)
  },
}

/** One queue for all clients, those that waited longest first: the earliest deadline. */
export const holdingOracle: Model = {
  name: 'oracle hold',
  about: 'Sees the server, and lets all calls of all clients wait up to ten seconds.',
  client: (world) => {
    const held = queues.get(world) ?? []
    queues.set(world, held)
    return (call) => {
      held.push({ call, untilMs: world.nowMs() + patienceMs })
      if (held.length === 1) release(world, held)
    }
  },
}

type Held = { readonly call: Call; readonly untilMs: number }

const queues = new WeakMap<World, Held[]>()

function release(world: World, held: Held[]): void {
  for (let first = held[0]; first !== undefined; first = held[0]) {
    const { call, untilMs } = first
    const late = world.nowMs() > untilMs
    if (!late && !fits(world, longestWaitMs)) return world.at(lookMs, () => release(world, held))
    held.shift()
    if (late) call.end(false)
    else attempt(world, call, () => call.end(false))
  }
}
