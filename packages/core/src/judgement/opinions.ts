import { ofWord, periods } from '#knowledge'
import type { Failure } from '../nouns/failure.ts'
import { type Effect, type Kind, kinds } from '../nouns/fault.ts'
import { bare, own } from '../nouns/options.ts'
import type { Format, Header, Reading } from '../knowledge/format.ts'
import { ofCauses } from '../knowledge/network.ts'
import { type Provider, hostlessOf } from '../knowledge/provider.ts'
import { type CodeRule, phraseIn, rulingOf } from '../knowledge/rule.ts'
import { ofStatus, unsure } from '../knowledge/status.ts'

/** The caller's own limit; a response field; a code, a phrase or another field of the body; the status; what was thrown. */
export type Source = 'client' | 'header' | 'code' | 'phrase' | 'field' | 'status' | 'thrown'

/** What one part of an answer says of a failure: `from` names that part, `by` whose table read it, `text` what stood there. Undefined: no view. */
export type Opinion = Readonly<{
  from: Source
  by: string
  text: string
  kind: Kind | undefined
  retryable: boolean | undefined
  effect: Effect | undefined
  /** Did the request leave this machine? Only what was thrown knows. */
  sent: boolean | undefined
  code: string | null
  /** The row of the provider's own table. */
  rule: CodeRule | undefined
}>

export type Evidence = Readonly<{
  failure: Failure
  header: Header
  provider: Provider | null
  providers: readonly Provider[]
  format: Format | null
  reading: Reading
}>

/** One source each, in the order of their authority: for every question the first that has a view decides. */
export function opinionsOf({ failure, header, provider, providers, format, reading }: Evidence): readonly Opinion[] {
  const { status, timedOut, aborted, saidRetryable } = failure
  const { code, type, message, kind, retryable, effect } = reading
  const opinions: Opinion[] = []
  // a literal with every field: whatever somebody left on Object.prototype has no say
  const say = (
    from: Source,
    by: string,
    text: string,
    kind?: Kind,
    retryable?: boolean,
    effect?: Effect,
    rule?: CodeRule,
    sent?: boolean,
    code: string | null = null,
  ): void =>
    void opinions.push({
      from,
      by,
      text,
      kind,
      retryable: retryable ?? (kind && kinds[kind].retryable),
      effect,
      sent,
      code,
      rule,
    })
  const sayRule = (by: string, from: Source, text: string, given: CodeRule, isOwn = false): void => {
    const rule = bare(given)
    say(from, by, text, rule.kind, rule.retryable, rule.effect, isOwn ? rule : undefined)
  }

  // a limit or a stop of the caller's own explains the failure better than whatever came of it
  if (timedOut) say('client', '', 'timed out', 'timeout', !aborted)
  else if (aborted) say('client', '', 'aborted', 'aborted')

  // a server that says outright knows best (OpenAI's and Anthropic's SDKs read the first, Stripe's the second)
  const should = header('x-should-retry') ?? header('stripe-should-retry')
  if (should === 'true' || should === 'false') say('header', 'should-retry:', should, undefined, should === 'true')

  // what this library itself found wrong with the key has a row in the table too
  const local = status === undefined ? failure.causes?.[0]?.code : undefined
  const ruling = provider && rulingOf(provider, status, [code ?? local, type], message)
  if (provider && ruling) sayRule(provider.name, ruling.by, ruling.text, ruling.rule, true)

  if ((kind ?? retryable ?? effect) !== undefined) say('field', format?.name ?? '', '', kind, retryable, effect)
  // a standard says what its own codes mean, whoever sends them
  const standard = format && rulingOf(format, status, [code, type], message)
  if (standard) sayRule(format.name, standard.by, standard.text, standard.rule)

  // an API that names no host is known by its body alone: enough to say what a code means, never enough to repeat a request
  for (const it of provider ? [] : hostlessOf(providers)) {
    if (!it.formats?.some(({ name }) => name === format?.name)) continue
    const alike = rulingOf(it, status, [code])
    if (!alike) continue
    sayRule(`${it.name}'s look-alike`, alike.by, alike.text, alike.rule)
    break
  }

  const word = (code && ofWord(code, status ?? null)) || (type && ofWord(type, status ?? null))
  if (word) say('code', 'word', word[2], word[0], word[1])

  const prose = phraseIn(message, periods, status)
  const isStated = header('retry-after') !== null || reading.retryAfterMs !== undefined
  if (prose && !(isStated && prose.rule.kind === 'quota')) sayRule('prose', prose.by, prose.text, prose.rule)

  const byStatus = provider?.statuses && (own(provider.statuses, `${status}`) as CodeRule | undefined)
  if (provider && byStatus) sayRule(provider.name, 'status', `${status}`, byStatus, true)

  // it knows no more than a status where it says yes, and may know more where it says no
  if (saidRetryable === false) say('client', '', 'says that no retry can help', undefined, false)

  if (reading.status !== undefined && reading.status >= 300 && reading.status !== status && mayStateAnother(status)) {
    const [ofClass, passes] = ofStatus(reading.status)
    say('field', 'status', `${reading.status}`, ofClass, passes)
  }
  // below 300 only a body that was cut is a failure
  if (status !== undefined && status >= 300) {
    const [ofClass, passes] = ofStatus(status)
    say('status', '', `${status}`, ofClass, passes)
  } else if (status !== undefined && failure.phase === 'body') say('status', '', `${status}, cut short`, 'bad_response')

  const match = failure.causes && ofCauses(failure.causes)
  if (match) {
    const { by, kind: ofCause, retryable: passes, sent, code: thrown } = match
    say('thrown', '', by, ofCause, passes, undefined, undefined, sent, thrown)
  }
  if (saidRetryable) say('client', '', 'says that a retry can help', undefined, true)
  return opinions
}

const mayStateAnother = (status: number | undefined): boolean =>
  status === undefined || status < 300 || unsure.includes(status)
