import type { Failure } from '../nouns/failure.ts'
import { type Effect, type Kind, kinds } from '../nouns/fault.ts'
import { own } from '../nouns/options.ts'
import type { Header, Reading } from '../knowledge/format.ts'
import { type NetworkMatch, ofCauses } from '../knowledge/network.ts'
import type { CodeRule, Provider } from '../knowledge/provider.ts'
import { ofStatus } from '../knowledge/status.ts'
import { ofWord } from '../knowledge/words.ts'

/** What one source says of a failure. Absent: it has no view on that question. */
export type Opinion = Readonly<{
  from: 'client' | 'header' | 'provider' | 'format' | 'look_alike' | 'word' | 'status' | 'thrown'
  said: string
  kind?: Kind | undefined
  retryable?: boolean | undefined
  effect?: Effect | undefined
  rule?: CodeRule
  match?: NetworkMatch
}>

export type Evidence = Readonly<{
  failure: Failure
  header: Header
  provider: Provider | null
  providers: readonly Provider[]
  format: string
  reading: Reading
}>

/** One source each, in the order of their authority: for every question the first that has a view decides. */
const sources: readonly ((seen: Evidence) => Opinion | undefined)[] = [
  // a limit or a stop of the caller's own explains the failure better than whatever came of it
  ({ failure }) =>
    failure.timedOut
      ? opinion('client', 'timed out', 'timeout', !failure.aborted)
      : failure.aborted
        ? opinion('client', 'aborted', 'aborted')
        : undefined,
  shouldRetry,
  ({ provider, reading, failure }) => ruled('provider', provider, failure.status, reading.code, reading.type),
  ({ format, reading: { kind, retryable, effect } }) =>
    (kind ?? retryable ?? effect) === undefined ? undefined : { ...opinion('format', format, kind, retryable), effect },
  lookAlike,
  ({ reading, failure }) => worded(reading.code, failure.status) ?? worded(reading.type, failure.status),
  ofAnswer,
  ({ failure }) => {
    const match = ofCauses(failure.causes ?? [])
    return match && { ...opinion('thrown', match.by, match.kind, match.retryable), match }
  },
]

export const opinionsOf = (seen: Evidence): readonly Opinion[] =>
  sources.map((source) => source(seen)).filter((it) => it !== undefined)

const opinion = (
  from: Opinion['from'],
  said: string,
  kind?: Kind,
  retryable: boolean | undefined = kind && kinds[kind].retryable,
): Opinion => ({
  from,
  said: kind === undefined ? said : `${said}: ${kind}`,
  kind,
  retryable,
})

/** A server that says outright whether to retry knows best (OpenAI's and Anthropic's SDKs read the first, Stripe's the second). */
function shouldRetry({ header }: Evidence): Opinion | undefined {
  const value = header('x-should-retry') ?? header('stripe-should-retry')
  return value === 'true' || value === 'false'
    ? opinion('header', `should-retry: ${value}`, undefined, value === 'true')
    : undefined
}

/** An API that names no host is known by its body alone: enough to say what a code means, never enough to repeat a request. */
function lookAlike({ provider, providers, format, reading, failure }: Evidence): Opinion | undefined {
  if (provider !== null) return undefined
  const alike = providers.filter((it) => it.hosts.length === 0 && it.formats?.some(({ name }) => name === format))
  return alike.map((it) => ruled('look_alike', it, failure.status, reading.code)).find((it) => it !== undefined)
}

function worded(code: string | undefined, status: number | undefined): Opinion | undefined {
  const found = code === undefined ? undefined : ofWord(code, status ?? null)
  return found && opinion('word', found[2], found[0], found[1])
}

/** The status; below 300 only a body that was cut is a failure. */
function ofAnswer({ failure: { status, phase } }: Evidence): Opinion | undefined {
  if (status === undefined) return undefined
  if (status >= 300) return opinion('status', `${status}`, ...ofStatus(status))
  return phase === 'body' ? opinion('status', `${status}, cut short`, 'bad_response') : undefined
}

/** The provider's rule for the code, else for the type, else for the status. */
function ruled(
  from: Opinion['from'],
  provider: Provider | null,
  status: number | undefined,
  ...codes: readonly (string | undefined)[]
): Opinion | undefined {
  const rules = [
    ...codes.map((code) => own(provider?.codes ?? {}, code ?? '')),
    provider?.statuses?.[status ?? 0],
  ].flat() as readonly (CodeRule | undefined)[]
  const rule = rules.find((it) => it !== undefined && (it.status ?? status) === status)
  return (
    rule && {
      ...opinion(from, `${provider?.name} ${codes[0] ?? status}`, rule.kind, rule.retryable),
      effect: rule.effect,
      rule,
    }
  )
}
