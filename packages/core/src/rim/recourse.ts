import { bare } from '../nouns/options.ts'
import { classify } from '../judgement/classify.ts'
import { decide, statedWaitMs } from '../judgement/decide.ts'
import { maskKey } from '../judgement/text.ts'
import { type CallInfo, type CallState, type Engine, type Recourse, type Ticket, callState } from './call.ts'
import { keyFault, keysOf, secretsOf } from './credentials.ts'
import type { Refusal } from './error.ts'
import { createJournal } from './journal.ts'
import { carriesKey, keyOf } from './idempotency.ts'
import { conclude } from './intent.ts'
import { createLookup } from './lookup.ts'
import { marksSoFar } from './mark.ts'
import { type RecourseOptions, settingsOf } from './options.ts'
import { ownInfo } from './own-info.ts'
import { run } from './run.ts'

/**
 * A policy, what is known of APIs, and the counts. On a server: one for each process, shared by its clients.
 * @throws TypeError that names the option and what it takes.
 */
export function createRecourse(options: RecourseOptions = {}): Recourse {
  const engine = createEngine(options)
  const recourse: Recourse = { ...engine, run: (send, runOptions) => run(engine, send, runOptions) }
  return Object.freeze(recourse)
}

/** The second argument of every `withRecourse`: a Recourse to share, or options for a new one. */
export const engineOf = (recourseOrOptions: Engine | RecourseOptions = {}): Engine =>
  'settle' in recourseOrOptions ? recourseOrOptions : createEngine(recourseOrOptions)

/** The same without `run`, for adapters: what reads the errors of any SDK stays out of their bundles. */
export function createEngine(options: RecourseOptions = {}): Engine {
  const settings = settingsOf(options)
  const { clock, providers, formats } = settings
  const journal = createJournal(settings)
  const lookup = createLookup(settings)

  function open(given: CallInfo): Ticket | Refusal {
    const info = ownInfo(given)
    const provider = lookup.provider(info)
    const policy = lookup.policy(info, provider)
    const startMs = policy.totalTimeoutMs === null ? 0 : clock.monotonic()
    const call: CallState = {
      id: String(journal.count('call')),
      info,
      policy,
      provider,
      key: keyOf(info, policy, provider, clock),
      inSuccess: (info.options?.errorsInSuccess ?? settings.errorsInSuccess) || [],
      startMs,
      statements: 0,
      open: true,
    }
    const fault = settings.preflight ? keyFault(info, provider, () => clock.now()) : null
    if (fault === null) return ticketFor(call, 1)
    journal.note(call, 1, { type: 'refused', fault, reason: 'permanent' })
    return Object.freeze({ ok: false, reason: 'permanent', fault })
  }

  function ticketFor(call: CallState, attempt: number): Ticket {
    const { attemptTimeoutMs, totalTimeoutMs } = call.policy
    const deadlineMs = totalTimeoutMs === null ? Infinity : call.startMs + totalTimeoutMs
    const leftMs = deadlineMs === Infinity ? Infinity : Math.max(1, deadlineMs - clock.monotonic())
    const timeoutMs = Math.min(leftMs, attemptTimeoutMs ?? Infinity)
    journal.attempt(call, attempt)
    return {
      ok: true,
      id: call.id,
      attempt,
      timeoutMs: timeoutMs === Infinity ? null : timeoutMs,
      deadlineMs,
      idempotencyKey: call.key?.key ?? null,
      headers: call.key?.headers ?? null,
      marks: marksSoFar(),
      [callState]: call,
    }
  }

  const engine: Engine = {
    policy: settings.policy,
    settings,
    admit: (call) => (callState in call ? ticketFor(call[callState], call.attempt + 1) : open(call)),
    settle(ticket, seen) {
      const call = ticket[callState]
      const { info, policy } = call
      const keys = keysOf(info)
      const failure = bare({ ...seen, attempt: ticket.attempt, keyHint: maskKey(keys[0]) })
      const { fault, provider, serverNowMs } = classify(failure, {
        providers,
        // by which a success was read is asked first
        formats: call.inSuccess.length > 0 && (failure.status ?? 0) < 300 ? [...call.inSuccess, ...formats] : formats,
        // by the host of the parsed URL, where the caller did not name it: leave to repeat must not hang on a quick look
        provider: info.options?.provider === undefined ? null : call.provider,
        secrets: [...secretsOf(info, keys), ...settings.secrets],
      })
      const decision = decide({
        fault,
        policy,
        provider,
        disabled: info.disabled === true,
        aborted: failure.aborted === true,
        ownedElsewhere: failure.ownedElsewhere === true,
        replayable: failure.replayable,
        idempotent:
          info.options?.idempotent === true ||
          call.key !== null ||
          Boolean(failure.idempotencyKey) ||
          carriesKey(info, call.provider),
        statements: call.statements,
        elapsedMs: policy.totalTimeoutMs === null ? 0 : clock.monotonic() - call.startMs,
        serverNowMs,
        random: () => clock.random(),
      })
      if (statedWaitMs(fault, provider)) call.statements++
      call.open = decision.retry
      const { retry } = decision
      // a definite answer ends the intent with the call, never between its attempts
      if (!retry || fault.effect === 'unknown') conclude(info.options?.intent, fault.effect, call.key?.key)
      journal.note(
        call,
        ticket.attempt,
        retry
          ? { type: 'retry', fault, delayMs: decision.delayMs }
          : { type: 'give_up', fault, reason: decision.reason, retryAtMs: decision.retryAtMs },
      )
      return decision
    },
    done(ticket, how) {
      const call = ticket[callState]
      if (!call.open) return
      call.open = false
      if (how === 'success') {
        journal.count('success')
        conclude(call.info.options?.intent, 'success', call.key?.key)
        if (ticket.attempt > 1) journal.note(call, ticket.attempt, { type: 'recovered' })
      } else if (call.counted !== undefined) {
        journal.note(call, ticket.attempt, { type: 'give_up', fault: call.counted, reason: 'aborted' })
      }
    },
    inspect: journal.counts,
  }
  return Object.freeze(engine)
}
