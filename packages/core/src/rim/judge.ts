import type { Decision } from '../nouns/decision.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Fault } from '../nouns/fault.ts'
import { own } from '../nouns/options.ts'
import type { Header } from '../knowledge/format.ts'
import { classify } from '../judgement/classify.ts'
import { decide, statedWaitMs } from '../judgement/decide.ts'
import { allOf } from '../judgement/formats-for.ts'
import { maskKey } from '../judgement/text.ts'
import { type CallState, type Ticket, callState } from './call.ts'
import { keysOf, secretsOf } from './credentials.ts'
import { carriesKey } from './idempotency.ts'
import type { Settings } from './options.ts'

/** What a failed attempt means, and what the policy would do about it. */
export type Judged = Readonly<{
  fault: Fault
  wanted: Decision
  statedMs: number | null
  serverNowMs: number
  header: Header
}>

export function judge(ticket: Ticket, seen: Failure, settings: Settings): Judged {
  const call: CallState = ticket[callState]
  const { info, policy } = call
  const { clock, providers, formats } = settings
  const keys = keysOf(info)
  const given = { ...seen, attempt: ticket.attempt, keyHint: maskKey(keys[0]) }
  const { fault, provider, serverNowMs, failure, header } = classify(given, {
    providers,
    // by which a success was read is asked first
    formats: Number(own(given, 'status') ?? 0) < 300 ? allOf(call.inSuccess)(formats) : formats,
    // by the host of the parsed URL, where the caller did not name it: leave to repeat must not hang on a quick look
    provider: info.options?.provider === undefined ? null : call.provider,
    secrets: secretsOf(info, keys).concat(settings.secrets),
  })
  const wanted = decide({
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
  const statedMs = statedWaitMs(fault, provider)
  if (statedMs) call.statements++
  return { fault, wanted, statedMs, serverNowMs, header }
}
