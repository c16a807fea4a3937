import type { Failure } from '../nouns/failure.ts'
import { kinds } from '../nouns/fault.ts'
import { bare, own } from '../nouns/options.ts'
import type { Format, Header, Reading } from '../knowledge/format.ts'
import { type NetworkMatch, ofCauses } from '../knowledge/network.ts'
import type { Provider } from '../knowledge/provider.ts'
import { type CodeRule, type Ruling, rulingOf } from '../knowledge/rule.ts'
import { ofStatus } from '../knowledge/status.ts'
import { ofWord } from '../knowledge/words.ts'

/** What there is to be said. Absent: no view on that question. */
type View = { readonly [Field in keyof (CodeRule & NetworkMatch)]?: (CodeRule & NetworkMatch)[Field] | undefined }

/** What one part of an answer says of a failure. `from` names that part; `said` whose table read it, and what it means there. */
export type Opinion = View & Readonly<{ from: Source; said: string; rule?: CodeRule }>

/** The caller's own limit; a response field; a code, a phrase or another field of the body; the status; what was thrown. */
export type Source = 'client' | 'header' | 'code' | 'phrase' | 'field' | 'status' | 'thrown'

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
  const say = (from: Source, said: string, given: View, rule?: CodeRule): void => {
    const view = bare(given)
    const itself = view.kind && kinds[view.kind].retryable
    opinions.push(
      Object.assign(view, {
        from,
        said: view.kind ? `${said}: ${view.kind}` : said,
        retryable: view.retryable ?? itself,
        ...(rule && { rule }),
      }),
    )
  }
  const rule = (name: string, ruling: Ruling | undefined, isOwn = false): void => {
    if (ruling) say(ruling.by, `${name} ${ruling.text}`, ruling.rule, isOwn ? ruling.rule : undefined)
  }

  // a limit or a stop of the caller's own explains the failure better than whatever came of it
  if (timedOut) say('client', 'timed out', { kind: 'timeout', retryable: !aborted })
  else if (aborted) say('client', 'aborted', { kind: 'aborted' })

  // a server that says outright knows best (OpenAI's and Anthropic's SDKs read the first, Stripe's the second)
  const should = header('x-should-retry') ?? header('stripe-should-retry')
  if (should === 'true' || should === 'false')
    say('header', `should-retry: ${should}`, { retryable: should === 'true' })

  // what this library itself found wrong with the key has a row in the table too
  const local = status === undefined ? failure.causes?.[0]?.code : undefined
  if (provider) rule(provider.name, rulingOf(provider, status, [code ?? local, type], message), true)

  if ((kind ?? retryable ?? effect) !== undefined) say('field', format?.name ?? '', { kind, retryable, effect })
  // a standard says what its own codes mean, whoever sends them
  if (format) rule(format.name, rulingOf(format, status, [code, type]))

  // an API that names no host is known by its body alone: enough to say what a code means, never enough to repeat a request
  for (const it of provider ? [] : providers) {
    if (it.hosts.length > 0 || !it.formats?.some(({ name }) => name === format?.name)) continue
    const alike = rulingOf(it, status, [code])
    if (!alike) continue
    rule(`${it.name}'s look-alike`, alike)
    break
  }

  const word = (code && ofWord(code, status ?? null)) || (type && ofWord(type, status ?? null))
  if (word) say('code', `word ${word[2]}`, { kind: word[0], retryable: word[1] })

  const byStatus = provider?.statuses && (own(provider.statuses, `${status}`) as CodeRule | undefined)
  if (provider && byStatus) say('status', `${provider.name} ${status}`, byStatus, byStatus)

  // it knows no more than a status where it says yes, and may know more where it says no
  if (saidRetryable === false) say('client', 'says that no retry can help', { retryable: false })

  if (reading.status !== undefined && reading.status >= 300 && reading.status !== status) {
    const [ofClass, passes] = ofStatus(reading.status)
    say('field', `status ${reading.status}`, { kind: ofClass, retryable: passes })
  }
  // below 300 only a body that was cut is a failure
  if (status !== undefined && status >= 300) {
    const [ofClass, passes] = ofStatus(status)
    say('status', `${status}`, { kind: ofClass, retryable: passes })
  } else if (status !== undefined && failure.phase === 'body')
    say('status', `${status}, cut short`, { kind: 'bad_response' })

  const match = ofCauses(failure.causes ?? [])
  if (match) say('thrown', match.by, match)
  if (saidRetryable) say('client', 'says that a retry can help', { retryable: true })
  return opinions
}
