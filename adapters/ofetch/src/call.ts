import type { CallInfo, CallOptions, Engine, Failure, Limit, Ticket } from '@recourse/core'
import { callSignal, causesOf, isFailed, limitOf, readFor, resume, settleSeen, ticketOf } from '@recourse/core'
import type { $Fetch, FetchOptions, FetchRequest, FetchResponse } from 'ofetch'
import { type Send, type Sent, infoOf, owner, tell, withKey } from './sent.ts'

/** A wrapped instance: `attempts` is the same over a fetch that asks the `owner`. */
export type Client = Readonly<{ engine: Engine; client: $Fetch; attempts: $Fetch; defaults: FetchOptions }>
type Asked = Readonly<{ request: FetchRequest; options: FetchOptions; recourse: CallOptions | undefined }>
type Answer = FetchResponse<unknown>

/** One attempt, and what came of it, whatever a hook of the caller's makes of that. `seen`: of a failure, as it was read. */
type Attempt = { ticket: Ticket; limit?: Limit; response?: Response; seen?: Partial<Failure> }

export async function call(wrapped: Client, { request, options, recourse }: Asked): Promise<Answer> {
  const { engine, client, attempts, defaults } = wrapped
  const source = typeof request === 'object' && 'clone' in request ? request : undefined
  const signal = callSignal(('signal' in options ? options : defaults).signal ?? source?.signal, recourse)
  const { retry } = 'retry' in options ? options : defaults
  const now: { info?: CallInfo; ticket?: Ticket; attempt?: Attempt | null } = {}

  const send: Send = async (input, init) => {
    if (!now.attempt) {
      // only here the caller's hooks have said where it goes, and as whom
      now.info ??= infoOf(input, init, { signal, options: recourse, disabled: !(retry ?? true) })
      const leave = now.ticket ?? engine.admit(now.info)
      // while a call is held the time limit of ofetch's own signal runs
      if (leave instanceof Promise && init.signal !== signal) Object.assign(init, { signal })
      now.attempt = { ticket: (now.ticket = ticketOf(await leave, now.info)) }
    }
    const { attempt } = now
    const { timeoutMs, headers } = attempt.ticket
    const phase = signal?.aborted === true ? 'not_sent' : 'sent'
    const limitMs = Math.min(timeoutMs ?? Infinity, init.timeout || Infinity)
    let sent = init
    // ofetch 1 sets no limit of its own beside a signal; where ofetch set one, the signal is another
    if (limitMs < Infinity && (timeoutMs !== null || init.signal === signal)) {
      attempt.limit = limitOf(engine.settings.clock, limitMs, init.signal ?? undefined)
      sent = { ...init, signal: attempt.limit.signal }
    }
    try {
      attempt.response = await client.native(input, withKey(sent, headers))
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
    const { ticket, limit, response, seen } = attempt
    limit?.stop()
    // an error over a success is a hook's; but what breaks off while ofetch reads it has no data
    const isRead = seen === undefined && (response?.bodyUsed !== true || Object.hasOwn(response, '_data'))
    if (answer === undefined ? isRead : !isFailed(answer) && (answer !== response || !seen))
      engine.done(ticket, 'success', answer ?? response)
    else {
      const mine = (Object(outcome).response ?? response) === response ? outcome : undefined // not another call's
      const decision = settleSeen(engine, ticket, mine, seen ?? { phase: 'body', causes: causesOf(outcome) })
      const next = await resume(engine, ticket, decision, signal)
      if ('ok' in next) now.ticket = next
      if ('ok' in next) answer?.body?.cancel().catch(() => undefined)
      if ('ok' in next) continue
      if (signal?.aborted === true) throw signal.reason
      tell(mine, next)
    }
    source?.body?.cancel().catch(() => undefined)
    if (answer === undefined) throw outcome
    return answer
  }
}
