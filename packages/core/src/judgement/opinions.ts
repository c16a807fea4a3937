import type { Failure } from '../nouns/failure.ts'
import { kinds } from '../nouns/fault.ts'
import { bare, own } from '../nouns/options.ts'
import type { Header, Reading } from '../knowledge/format.ts'
import { type NetworkMatch, ofCauses } from '../knowledge/network.ts'
import type { CodeRule, Provider } from '../knowledge/provider.ts'
import { ofStatus } from '../knowledge/status.ts'
import { ofWord } from '../knowledge/words.ts'

/** What there is to be said. Absent: no view on that question. */
type View = { readonly [Field in keyof (CodeRule & NetworkMatch)]?: (CodeRule & NetworkMatch)[Field] | undefined }

/** What one source says of a failure. */
export type Opinion = View &
  Readonly<{
    from: 'client' | 'header' | 'provider' | 'format' | 'look_alike' | 'word' | 'status' | 'thrown'
    said: string
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
export function opinionsOf({ failure, header, provider, providers, format, reading }: Evidence): readonly Opinion[] {
  const { status, timedOut, aborted, saidRetryable } = failure
  const { code, type, kind, retryable, effect } = reading
  const opinions: Opinion[] = []
  const say = (from: Opinion['from'], said: string, given: View): void => {
    const view = bare(given)
    const itself = view.kind && kinds[view.kind].retryable
    opinions.push(
      Object.assign(view, {
        from,
        said: view.kind ? `${said}: ${view.kind}` : said,
        retryable: view.retryable ?? itself,
      }),
    )
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
  const rule = provider && ruleOf(provider, status, code ?? local, type)
  if (rule) say('provider', `${provider.name} ${code ?? local ?? status}`, rule)

  if ((kind ?? retryable ?? effect) !== undefined) say('format', format, { kind, retryable, effect })

  // an API that names no host is known by its body alone: enough to say what a code means, never enough to repeat a request
  for (const it of provider ? [] : providers) {
    const alike = it.hosts.length === 0 && it.formats?.some(({ name }) => name === format) && ruleOf(it, status, code)
    if (!alike) continue
    say('look_alike', `${it.name} ${code ?? status}`, alike)
    break
  }

  const word = (code && ofWord(code, status ?? null)) || (type && ofWord(type, status ?? null))
  if (word) say('word', word[2], { kind: word[0], retryable: word[1] })

  // it knows no more than a status where it says yes, and may know more where it says no
  if (saidRetryable === false) say('client', 'says that no retry can help', { retryable: false })

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

/** The provider's rule for the first of the codes that has one, else for the status. */
function ruleOf(
  { codes = {}, statuses = {} }: Provider,
  status: number | undefined,
  ...names: readonly (string | undefined)[]
): CodeRule | undefined {
  const holds = (it: CodeRule | undefined): boolean => it !== undefined && (own(it, 'status') ?? status) === status
  for (const name of names) {
    const rules = name && (own(codes, name) as CodeRule | readonly CodeRule[] | undefined)
    const rule = Array.isArray(rules) ? rules.find(holds) : (rules as CodeRule | undefined)
    if (rule && holds(rule)) return rule
  }
  const rule = own(statuses, `${status}`) as CodeRule | undefined
  return holds(rule) ? rule : undefined
}
