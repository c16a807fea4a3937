import {
  type Clock,
  type Decision,
  type PartialFailure,
  type Signal,
  type UserMessage,
  createRecourse,
  explain,
  mark,
  toLogRecord,
  userMessage,
} from '@recourse/core'

/** All that Recourse says of one failure. Frozen JSON data. */
export type Explained = Readonly<{
  fault: Decision['fault']
  decision: Readonly<Record<string, unknown>>
  /** The shortest and the longest delay that the policy draws from, in milliseconds. */
  delayMs: Readonly<{ least: number; most: number }> | null
  message: UserMessage
  log: Readonly<Record<string, unknown>>
  signals: readonly Signal[]
}>

export type Circumstances = Readonly<{
  /** Name of the API, where the host does not tell. */
  provider?: string | undefined
  idempotent?: boolean | undefined
  locale?: string | undefined
  /** The fields of the request, by lower-case names: their secrets are taken out of what is shown. */
  fields?: Readonly<Record<string, string>>
}>

/** Request fields that may hold a secret, beside those that the core looks for itself. */
const secretNames = /auth|cookie|key|token|secret|pass|session|sig/
const maxBodyBytes = 65_536

/**
 * What a client with the default policy would make of it at its first attempt.
 * @throws TypeError where no provider has that name.
 */
export function explainedOf(seen: PartialFailure, circumstances: Circumstances): Explained {
  const atMs = seen.atMs ?? Date.now()
  const failure = { method: 'GET', url: '', phase: 'sent', attempt: 1, replayable: true, ...seen, atMs } as const
  const body = failure.body ?? ''
  const { fields = {} } = circumstances
  const secrets = Object.keys(fields).flatMap((name) => (secretNames.test(name) ? [fields[name] ?? ''] : []))
  const settle = (random: number): Decision => {
    const clock: Clock = { now: () => atMs, monotonic: () => 0, random: () => random, sleep: () => Promise.resolve() }
    const recourse = createRecourse({ clock, preflight: false, secrets })
    const { provider, idempotent = false } = circumstances
    const ticket = recourse.admit({
      method: failure.method,
      url: failure.url,
      replayable: true,
      header: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : null),
      options: { idempotent, ...(provider !== undefined && { provider }) },
    })
    if (ticket instanceof Promise || !ticket.ok)
      throw new TypeError('recourse: the call was refused before it was sent')
    return recourse.settle(ticket, {
      ...failure,
      body: body.slice(0, maxBodyBytes),
      bodyTruncated: body.length > maxBodyBytes,
    })
  }
  const decision = settle(0)
  const latest = settle(1 - Number.EPSILON)
  const { fault, ...verdict } = decision
  const marked = new Error('')
  mark(marked, decision)
  return {
    fault,
    decision: verdict,
    delayMs: decision.retry && latest.retry ? { least: decision.delayMs, most: latest.delayMs } : null,
    message: userMessage(fault, {
      decision,
      now: atMs,
      ...(circumstances.locale !== undefined && { locale: circumstances.locale }),
    }),
    log: toLogRecord(fault, {}, { decision, secrets }),
    signals: explain(marked).signals,
  }
}
