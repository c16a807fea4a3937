import type { Events } from './events.ts'
import type { Random } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { Scenario, Trouble } from './scenario.ts'
import type { Server } from './server.ts'
import { type Answer, bare500, bare503, noAnswer, success } from './world.ts'

/** The way of an answer that no worker made. */
const answerMs = 1

export type Transport = Readonly<{
  /** Calls back once, within the attempt's time. */
  send(answered: (answer: Answer) => void, timeoutMs: number): void
  down(): boolean
}>

export function createTransport(
  scenario: Scenario,
  parts: Readonly<{ events: Events; server: Server; recorder: Recorder; random: Random }>,
): Transport {
  const { events, server, recorder, random } = parts
  const { limit, shedRetryAfterMs } = scenario
  const turnedAway = shedRetryAfterMs === null ? bare503 : { ...bare503, retryAfterMs: shedRetryAfterMs }
  let trouble: Trouble | null = null
  let [windowEndMs, left] = [0, 0]

  events.at(scenario.trouble.fromS * 1_000, () => {
    trouble = scenario.trouble
    if (trouble.kind === 'slow') server.slow(trouble.factor)
  })
  events.at(scenario.trouble.untilS * 1_000, () => {
    trouble = null
    server.slow(1)
  })

  /** What is said without work; null: nothing, and it goes to the workers. */
  function atOnce(): Answer | null {
    if (trouble?.kind === 'outage') return bare503
    if (trouble?.kind === 'partial' && trouble.fast && random() < trouble.share) return failed(trouble.status)
    if (trouble?.kind === 'limit') return limited(trouble.retryAfterMs ?? trouble.untilS * 1_000 - events.nowMs())
    return limit === null ? null : overLimit(limit)
  }

  function overLimit({ requests, windowMs }: NonNullable<Scenario['limit']>): Answer | null {
    const nowMs = events.nowMs()
    if (nowMs >= windowEndMs) {
      windowEndMs = (Math.floor(nowMs / windowMs) + 1) * windowMs
      left = requests
    }
    return left-- > 0 ? null : limited(windowEndMs - nowMs)
  }

  function arrive(answer: (given: Answer) => boolean): void {
    const given = atOnce()
    if (given !== null) return events.at(answerMs, () => answer(given))
    if (trouble?.kind === 'hang') return
    const taken = server.receive(() => {
      const fails = trouble?.kind === 'partial' && !trouble.fast && random() < trouble.share ? trouble.status : null
      recorder.work(answer(fails === null ? success : failed(fails)))
    })
    if (!taken) events.at(answerMs, () => answer(turnedAway))
  }

  return {
    down: () => trouble !== null && ['outage', 'hang', 'limit'].includes(trouble.kind),
    send(answered, timeoutMs) {
      let open = true
      const answer = (given: Answer): boolean => {
        if (!open) return false
        open = false
        answered(given)
        return true
      }
      events.at(timeoutMs, () => answer(noAnswer))
      arrive(answer)
    },
  }
}

const failed = (status: 500 | 503): Answer => (status === 500 ? bare500 : bare503)
/** Never below a millisecond: an answer takes one. */
const limited = (retryAfterMs: number): Answer => ({
  ok: false,
  status: 429,
  retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
})
