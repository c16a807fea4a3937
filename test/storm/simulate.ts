import type { PolicyInput } from '@recourse/core'
import { virtualClock } from './clock.ts'
import { createEvents } from './events.ts'
import { exponential, randomOf } from './random.ts'
import { type Curves, type Totals, createRecorder } from './recorder.ts'
import type { Scenario } from './scenario.ts'
import { createServer } from './server.ts'
import { createTransport } from './transport.ts'
import type { Call, Client, Model, World } from './world.ts'

export type Run = Readonly<{ curves: Curves; totals: Totals }>

/** After the load, what is on the way may end, while its users wait. */
const drainS = 10

/** One scenario with one model: the same seed gives the same numbers. Seeds draw the same load for every model. */
export async function simulate(scenario: Scenario, model: Model, seed: number, policy: PolicyInput = {}): Promise<Run> {
  const events = createEvents(scenario.attemptTimeoutMs)
  const seconds = scenario.lengthS + drainS
  const recorder = createRecorder(scenario, seconds)
  const [arrivals, service, chance, choice] = [1, 2, 3, 4].map((stream) => randomOf(seed, stream)) as Four
  const server = createServer(scenario, events, service)
  const transport = createTransport(scenario, { events, server, recorder, random: chance })
  const world: World = {
    nowMs: events.nowMs,
    at: events.at,
    awaits: events.awaits,
    random: choice,
    clock: virtualClock(events, choice),
    policy: { ...scenario.policy, ...policy },
    server: { waitMs: server.waitMs, down: transport.down },
  }
  const clients = Array.from({ length: scenario.clients }, () => model.client(world))

  function offer(client: Client): void {
    const offeredAtMs = events.nowMs()
    let [open, notBeforeMs] = [true, 0]
    recorder.offer(offeredAtMs)
    const call: Call = {
      send(answered, timeoutMs = scenario.attemptTimeoutMs) {
        recorder.attempt(events.nowMs(), events.nowMs() < notBeforeMs)
        transport.send(
          (answer) => {
            if (answer.retryAfterMs !== null) notBeforeMs = events.nowMs() + answer.retryAfterMs
            answered(answer)
          },
          Math.min(timeoutMs, scenario.attemptTimeoutMs),
        ) // the client's own limit stays
      },
      end(succeeded) {
        if (open) recorder.end(offeredAtMs, events.nowMs(), succeeded)
        open = false
      },
    }
    client(call)
  }

  const next = (): void => {
    if (events.nowMs() >= scenario.lengthS * 1_000) return
    offer(clients[Math.floor(arrivals() * clients.length)]!)
    events.at(exponential(arrivals, 1_000 / scenario.rate), next)
  }
  if (scenario.rate > 0) events.at(exponential(arrivals, 1_000 / scenario.rate), next)
  else for (const client of clients) events.at(arrivals() * 100, () => offer(client))
  await events.run(seconds * 1_000)
  return { curves: recorder.curves, totals: recorder.totals() }
}

type Four = [() => number, () => number, () => number, () => number]
