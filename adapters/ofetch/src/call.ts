import type { CallInfo, Engine, Failure, Limit, Ticket } from '@recourse/core'
import { RecourseError, callSignal, causesOf, isFailed, limitOf, readFor, recourseIn, withFields } from '@recourse/core'
import type { $Fetch, FetchOptions, FetchRequest, FetchResponse } from 'ofetch'
import { type Send, type Sent, infoOf, owner, settle } from './sent.ts'

/** A wrapped instance: `attempts` is the same over a fetch that asks the `owner`. */
export type Client = Readonly<{ engine: Engine; client: $Fetch; attempts: $Fetch; defaults: FetchOptions }>

type Answer = FetchResponse<unknown>

/** One attempt, and what came of it, whatever a hook of the caller's makes of that. `seen`: of a failure, as it was read. */
type Attempt = { info: CallInfo; ticket: Ticket; limit?: Limit; response?: Response; seen?: Partial<Failure> }

export async function call(wrapped: Client, request: FetchRequest, options: FetchOptions = {}): Promise<Answer> {
  const { engine, client, attempts, defaults } = wrapped
  const recourse = recourseIn('recourse' in options ? options : defaults)
  if (recourse === false) return client.raw(request, options)
  const { clock } = engine.settings
  const source = typeof request === 'object' && 'clone' in request ? request : undefined
  const signal = callSignal(('signal' in options ? options : defaults).signal ?? source?.signal, recourse)
  const { retry } = 'retry' in options ? options : defaults
  const now: { info?: CallInfo; ticket?: Ticket; attempt?: Attempt | null } = {}

  const send: Send = async (input, init) => {
    if (!now.attempt) {
      // only here the caller's hooks have said where it goes, and as whom
      now.info ??= infoOf(input, init, { signal, options: recourse, disabled: !(retry ?? true) })
      const admitted = engine.admit(now.ticket ?? now.info)
      if (!admitted.ok) throw new RecourseError(admitted)
      now.attempt = { info: now.info, ticket: (now.ticket = admitted) }
    }
    const { attempt } = now
    const { timeoutMs, headers } = attempt.ticket
    const phase = signal?.aborted === true ? 'not_sent' : 'sent'
    const limitMs = Math.min(timeoutMs ?? Infinity, init.timeout || Infinity)
    let sent = init
    // ofetch 1 sets no limit of its own beside a signal; where ofetch set one, the signal is another
    if (limitMs < Infinity && (timeoutMs !== null || init.signal === signal)) {
      attempt.limit = limitOf(clock, limitMs, init.signal ?? undefined)
      sent = { ...init, signal: attempt.limit.signal }
    }
    if (headers !== null) sent = { ...sent, headers: withFields(init.headers, headers) }
    try {
      attempt.response = await client.native(input, sent)
    } catch (error) {
      attempt.seen = { phase, causes: causesOf(error) }
      throw error
    }
    // ofetch would read all of it, however long that takes
    const reading = readFor(attempt.response, engine, attempt.ticket, [limitMs])
    if (reading === undefined) return attempt.response
    const { response } = Object.assign(attempt, await reading)
    if (!isFailed(response)) return response
    signal?.throwIfAborted()
    // a body that is not what it says is the data as text: what a parser throws would take the error's place
    const text = response.text.bind(response)
    response.text = async () => {
      const body = await text()
      try {
        ;(init.parseResponse ?? JSON.parse)(body)
      } catch {
        init.parseResponse = () => body // ofetch asks for it after this, where it is to be parsed at all
      }
      return body
    }
    return response
  }
  for (;;) {
    // `false` is for a fetch below that is wrapped too
    const sent: Pick<Sent, typeof owner> & FetchOptions = { ...options, retry: false, recourse: false, [owner]: send }
    if (signal !== undefined) sent.signal = signal
    if (recourse?.body !== undefined) sent.body = recourse.body() as BodyInit
    let answer: Answer | undefined
    let outcome: unknown
    try {
      outcome = answer = await attempts.raw(source?.body ? source.clone() : request, sent)
    } catch (error) {
      outcome = error
    }
    const { attempt } = now
    if (!attempt) {
      if (now.ticket !== undefined) engine.done(now.ticket, 'aborted')
      // ofetch makes an error of its own of a refusal; what a hook threw before that is the caller's
      throw (now.info && (outcome as Error).cause) ?? outcome
    }
    now.attempt = null
    const { info, ticket, limit, response, seen } = attempt
    limit?.stop()
    // an error over a success is a hook's; but what breaks off while ofetch reads it has no data
    const isRead = seen === undefined && (response?.bodyUsed !== true || Object.hasOwn(response, '_data'))
    if (answer === undefined ? isRead : !isFailed(answer) && (answer !== response || !seen))
      engine.done(ticket, 'success')
    else {
      const mine = (Object(outcome).response ?? response) === response ? outcome : undefined // not another call's
      const decision = settle(engine, ticket, info, mine, seen ?? { phase: 'body', causes: causesOf(outcome) })
      if (decision.retry) await clock.sleep(decision.delayMs, signal)
      if (signal?.aborted === true) engine.done(ticket, 'aborted')
      if (signal?.aborted === true) throw signal.reason
      if (decision.retry) continue
    }
    source?.body?.cancel().catch(() => undefined)
    if (answer === undefined) throw outcome
    return answer
  }
}
