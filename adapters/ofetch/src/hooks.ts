import type { CallInfo, Engine, Failure, RecourseOptions, Ticket } from '@recourse/core'
import { callSignal, causesOf, engineOf, headersOf, isFailed, settleSeen, ticketOf, timerMs } from '@recourse/core'
import { type FetchContext, type FetchHooks, createFetchError } from 'ofetch'
import { infoOf, owner, tell } from './sent.ts'

/** What the attempts of one call share: ofetch hands the options of one on to the next. `failed`: the last one. */
type Shared = Readonly<{ engine: Engine; ticket: Ticket; info: CallInfo; failed?: FetchContext }>
type Options = FetchContext['options'] & { [owner]?: Shared }

/**
 * Hooks for `$fetch.create({ ...recourseHooks() })`, by ofetch's own retries: `withRecourse` can do more, as the README has it.
 * @throws TypeError for bad options.
 */
export function recourseHooks(recourseOrOptions?: Engine | RecourseOptions): Required<FetchHooks> {
  const engine = engineOf(recourseOrOptions)
  function steer(context: FetchContext, seen: Partial<Failure>): void {
    const options: Options = context.options
    const shared = options[owner]
    if (shared?.engine !== engine) return
    // the cause of the FetchError to come, in whose message ofetch puts its text
    context.error ??= Object.defineProperty(new Error(''), 'toString', { value: () => '' })
    const told = typeof context.request === 'object' && context.request.body ? { ...seen, replayable: false } : seen
    const decision = settleSeen(engine, shared.ticket, context.error, told)
    options.retry = decision.retry ? 1 : 0
    // a signal's reason may be shared, and the error hands the options on
    if (!decision.retry && shared.info.signal?.aborted !== true) tell(context.error, decision)
    if (!decision.retry) return void Reflect.deleteProperty(context.options, owner)
    options[owner] = { ...shared, failed: context }
    options.retryDelay = timerMs(decision.delayMs)
    options.retryStatusCodes = Object.assign([], { includes: () => true }) // asked for any status, and where there is none
    options.signal = shared.info.signal ?? null // it may be ofetch's own time limit, which is over
  }
  return {
    async onRequest({ request, options }) {
      const { recourse, signal, retry, [owner]: shared }: Options = options
      if (recourse === false || (shared !== undefined && shared.engine !== engine)) return
      if (recourse?.body !== undefined) options.body = recourse.body() as BodyInit
      const given = { signal: callSignal(signal, recourse), options: recourse, disabled: !(retry ?? true) }
      const info = shared?.info ?? infoOf(request, options, given)
      const admitted = await engine.admit(shared?.ticket ?? info)
      if (info.signal !== undefined) options.signal = info.signal
      const isStopped = !admitted.ok && info.signal?.aborted === true // of which ofetch itself tells
      if (isStopped) Object.assign(options, { retry: 0, [owner]: undefined })
      if (isStopped) return
      const error = admitted.ok || !shared?.failed ? undefined : createFetchError(shared.failed)
      if (!admitted.ok) tell(error, { ...admitted, retry: false })
      if (error !== undefined) throw error
      const ticket = ticketOf(admitted, info)
      for (const [name, value] of Object.entries(ticket.headers ?? {})) options.headers.set(name, value)
      Object.assign(options, { [owner]: { engine, ticket, info } })
    },
    onRequestError: (context) => steer(context, { causes: causesOf(context.error) }),
    onResponse({ response, options }) {
      const { [owner]: shared }: Options = options
      if (shared?.engine === engine && !isFailed(response)) engine.done(shared.ticket, 'success', response)
    },
    onResponseError(context) {
      const { status, headers, _data: data } = context.response
      steer(context, { phase: 'body', status, headers: headersOf(headers), body: textOf(data) })
    },
  }
}

/** What ofetch parsed; nothing of what cannot be written. */
function textOf(data: unknown): string {
  try {
    return typeof data === 'string' ? data : JSON.stringify(data ?? '')
  } catch {
    return ''
  }
}
