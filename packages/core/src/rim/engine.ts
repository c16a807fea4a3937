import type { Decision } from '../nouns/decision.ts'
import { own } from '../nouns/options.ts'
import { stop } from '../judgement/decide.ts'
import type { Granted, Passed, Refused } from '../state/verdict.ts'
import type { CallInfo } from './call-info.ts'
import { type CallState, type Engine, type Ticket, callState } from './call.ts'
import { keyFault } from './credentials.ts'
import type { Refusal } from './error.ts'
import type { Came } from './came.ts'
import { createGuard } from './guard.ts'
import { inspectionOf } from './inspection.ts'
import type { Happening } from './events.ts'
import { createJournal } from './journal.ts'
import { keyOf } from './idempotency.ts'
import { conclude } from './intent.ts'
import { judge } from './judge.ts'
import { createLookup } from './lookup.ts'
import { type RecourseOptions, settingsOf } from './options.ts'
import { ownInfo } from './own-info.ts'
import { hostOf, placeOf } from './place.ts'
import type { Turned } from './turned.ts'
import { refusalOf } from './refusal.ts'
import { deadlineOf, newTicket } from './ticket.ts'

/** The same without `run`, for adapters: what reads the errors of any SDK stays out of their bundles. */
export function createEngine(options: RecourseOptions = {}): Engine {
  const settings = settingsOf(options)
  const { clock, store } = settings
  const journal = createJournal(settings)
  const lookup = createLookup(settings)
  const guard = createGuard(settings)

  function open(given: CallInfo): ReturnType<Engine['admit']> {
    const info = ownInfo(given)
    const { host, provider } = lookup.place(info)
    const policy = lookup.policy(info, provider)
    const named = hostOf(info, host)
    const startMs = policy.totalTimeoutMs === null ? 0 : clock.monotonic()
    const call: CallState = {
      id: journal.count('call'),
      info,
      policy,
      provider,
      place: placeOf(info, named, settings),
      host: named,
      key: keyOf(info, policy, provider, clock),
      inSuccess: (info.options?.errorsInSuccess ?? settings.errorsInSuccess) || [],
      startMs,
      statements: 0,
      paid: 0,
      isGranted: false,
      sentMs: 0,
      pass: null,
      open: true,
    }
    const fault = settings.preflight ? keyFault(info, provider, settings) : null
    return fault === null ? enter(call, 1) : refuse(call, 1, Object.freeze({ ok: false, reason: 'permanent', fault }))
  }

  function enter(call: CallState, attempt: number): ReturnType<Engine['admit']> {
    // a wait may take longer than it was to: timers are late, machines sleep
    if (call.counted && clock.monotonic() >= deadlineOf(call))
      return refuse(call, attempt, Object.freeze({ ok: false, reason: 'out_of_time', fault: call.counted }))
    const verdict = guard.ask(call, attempt)
    return verdict instanceof Promise ? verdict.then((it) => after(call, attempt, it)) : after(call, attempt, verdict)
  }

  function after(call: CallState, attempt: number, verdict: Passed | Turned<Refused>): Ticket | Refusal {
    if (!verdict.ok) return refuse(call, attempt, refusalOf(call, verdict, settings))
    if (verdict.moved) journal.note(call, attempt, { type: 'breaker', ...verdict.moved })
    call.isGranted = false
    journal.attempt(call, attempt)
    return newTicket(call, attempt, clock)
  }

  function refuse(call: CallState, attempt: number, refusal: Refusal): Refusal {
    const { ok: _, ...why } = refusal
    call.open = false
    const isRetry = attempt > 1
    // one that is refused after its wait gets its tokens back
    if (isRetry) guard.tell(call, { how: 'aborted' })
    journal.note(call, isRetry ? attempt - 1 : 1, { type: isRetry ? 'give_up' : 'refused', ...why })
    return refusal
  }

  function tell(ticket: Ticket, came: Came): Granted {
    const call = ticket[callState]
    const granted = guard.tell(call, came)
    if (granted.moved) journal.note(call, ticket.attempt, { type: 'breaker', ...granted.moved })
    return granted
  }

  const unwatch = store.watch?.((health) => journal.aside('', { type: `store_${health}` }))

  const engine: Engine = {
    policy: settings.policy,
    settings,
    admit: (call) => (callState in call ? enter(call[callState], call.attempt + 1) : open(call)),
    settle(ticket, seen) {
      const call = ticket[callState]
      const { fault, wanted, statedMs, serverNowMs, header } = judge(ticket, seen, settings)
      // what a layer below has settled was told to the state there
      const how = own(seen, 'ownedElsewhere') === true ? 'aborted' : fault
      const delayMs = wanted.retry ? wanted.delayMs : undefined
      const granted = tell(ticket, { how, delayMs, statedMs, header })
      let decision = wanted
      // a breaker's time is our own, a stated wait the server's
      if (wanted.retry && granted.openMs > 0) decision = stop(fault, 'circuit_open', granted.openMs, clock.now())
      else if (wanted.retry && !granted.ok) decision = stop(fault, 'budget_empty', statedMs, serverNowMs)
      call.open = decision.retry
      // a definite answer ends the intent with the call, never between its attempts
      if (!decision.retry || fault.effect === 'unknown')
        conclude(call.info.options?.intent, fault.effect, call.key?.key)
      const { retry, attempt: _, ...what } = decision as Decision & Readonly<{ attempt?: number }>
      journal.note(call, ticket.attempt, { type: retry ? 'retry' : 'give_up', ...what } as Happening)
      return decision
    },
    done(ticket, how, answer) {
      const call = ticket[callState]
      if (!call.open) return
      call.open = false
      tell(ticket, { how, answer })
      if (how === 'success') {
        journal.count('success')
        conclude(call.info.options?.intent, 'success', call.key?.key)
        if (ticket.attempt > 1) journal.note(call, ticket.attempt, { type: 'recovered' })
      } else if (call.counted !== undefined) {
        journal.note(call, ticket.attempt, { type: 'give_up', fault: call.counted, reason: 'aborted' })
      }
    },
    inspect: () => inspectionOf(journal.counts(), store, settings.policy, guard.queued),
    setBreaker(key, to) {
      if (settings.policy.breaker === false) return
      guard.force(key, to, settings.policy)
      journal.aside(key, { type: 'breaker', from: to === 'open' ? 'closed' : 'open', to })
    },
    async close() {
      try {
        unwatch?.()
      } finally {
        await store.close?.()
      }
    },
  }
  return Object.freeze(engine)
}
