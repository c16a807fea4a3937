import {
  type CallInfo,
  type Clock,
  type Engine,
  type PolicyInput,
  type Refusal,
  type Store,
  type Ticket,
  createEngine,
} from '@recourse/core'
import type { Answer, Call, Model, World } from '../world.ts'

const info: CallInfo = { method: 'GET', url: 'https://api.example/x', replayable: true }
type Failure = Parameters<Engine['settle']>[1]
type Admitted = Ticket | Refusal

/** The real engine, one for each client, driven as an adapter drives it. `storeOf`: another store than its own. */
export const recourseWith = (
  name: string,
  about: string,
  own: PolicyInput,
  storeOf?: (clock: Clock) => Store,
): Model => ({
  name,
  about,
  client: (world) => {
    const { clock } = world
    const engine = createEngine({
      clock,
      policy: { ...own, ...world.policy },
      ...(storeOf && { store: storeOf(clock) }),
    })
    return (call) => drive(engine, world, call)
  },
})

function drive(engine: Engine, world: World, call: Call): void {
  const admit = (asked: CallInfo | Ticket): void => {
    const admitted: Admitted | Promise<Admitted> = engine.admit(asked)
    if (!(admitted instanceof Promise)) return go(admitted)
    world.awaits(1)
    void admitted.then((late) => {
      world.awaits(-1)
      go(late)
    })
  }
  const go = (admitted: Admitted): void => {
    if (!admitted.ok) return call.end(false)
    call.send((answer) => {
      if (answer.ok) {
        engine.done(admitted, 'success')
        return call.end(true)
      }
      const decision = engine.settle(admitted, failureOf(answer, world.clock.now(), admitted.attempt))
      if (decision.retry) world.at(decision.delayMs, () => admit(admitted))
      else call.end(false)
    }, admitted.timeoutMs ?? undefined)
  }
  admit(info)
}

const { method, url, replayable } = info
const noFields = {}

function failureOf({ status, retryAfterMs }: Answer, atMs: number, attempt: number): Failure {
  if (status === null) return { method, url, replayable, phase: 'sent', attempt, atMs, timedOut: true }
  const headers = retryAfterMs === null ? noFields : { 'retry-after': String(retryAfterMs / 1_000) }
  return { method, url, replayable, phase: 'body', attempt, atMs, status, headers, body: '' }
}
