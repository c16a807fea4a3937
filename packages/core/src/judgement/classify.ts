import type { Failure } from '../nouns/failure.ts'
import { type Fault, type FieldError } from '../nouns/fault.ts'
import { bare } from '../nouns/options.ts'
import type { Format, Header } from '../knowledge/format.ts'
import { type Provider, providerOf, remedyOf } from '../knowledge/provider.ts'
import type { CodeRule } from '../knowledge/rule.ts'
import { effectOf } from './effect.ts'
import { allOf } from './formats-for.ts'
import { type Opinion, opinionsOf } from './opinions.ts'
import { headerOf, readingOf, requestIdOf } from './reading.ts'
import { retryHint, serverTime } from './retry-hint.ts'
import { remember } from './signals.ts'
import { withoutTags } from './tags.ts'
import { targetOf } from './target.ts'
import { cleanText, cutText, hiderOf } from './text.ts'

/** What classification may draw on. */
export type Knowledge = Readonly<{
  providers: readonly Provider[]
  formats: readonly Format[]
  /** The provider that the caller named for this call, whatever the host. */
  provider?: Provider | null
  /** The request's own secrets: a server that echoes one must not carry it into a log. */
  secrets?: readonly string[]
}>

/** A fault, and what deciding about it needs besides. `signalsOf(fault)` tells what led to it. */
export type Verdict = Readonly<{
  fault: Fault
  provider: Provider | null
  serverNowMs: number
  /** By its own properties alone. */
  failure: Failure
  header: Header
}>

/** A page for each kind, in this package's `docs/kinds`. */
const kindPages = 'https://github.com/recourse-js/recourse/blob/main/packages/core/docs/kinds'
const maxFieldErrors = 100
const maxWord = 200
const maxMessage = 4_096
const maxUrl = 2_048

/** Reads a failure, and remembers what led to the fault. Never throws, whatever the server sent, and whoever wrote the formats. */
export function classify(failure: Failure, knowledge: Knowledge): Verdict {
  try {
    return judge(failure, knowledge)
  } catch {
    // something of the wrong type must not cost the caller the error that it was to explain: status and fields, and with them a stated wait,
    // speak without it, and so does the API's own table where that is sound
    const url = typeof failure.url === 'string' ? failure.url : ''
    const silent = { ...failure, url, body: '', causes: [] }
    try {
      return judge(silent, { ...knowledge, formats: [] })
    } catch {
      return judge(silent, { providers: [], formats: [], secrets: knowledge.secrets ?? [] })
    }
  }
}

function judge(given: Failure, knowledge: Knowledge): Verdict {
  const failure = bare(given)
  const { method, phase, status = null, attempt, atMs, keyHint = null } = failure
  const { providers, secrets } = knowledge
  const header = headerOf(failure)
  const { origin, host, endpoint } = targetOf(failure.url)
  const provider = knowledge.provider ?? providerOf(host, providers)
  const time = serverTime(header, atMs)
  const { format, reading, json } = readingOf(
    failure,
    header,
    host,
    provider?.formats ? allOf(provider.formats)(knowledge.formats) : knowledge.formats,
    time.nowMs,
  )
  const opinions = opinionsOf({ failure, header, provider, providers, format, reading })
  let onKind: Opinion | undefined
  let onRetry: Opinion | undefined
  let onEffect: Opinion | undefined
  let rule: CodeRule | undefined
  let thrown: Opinion | undefined
  for (const it of opinions) {
    if (it.kind !== undefined) onKind ??= it
    if (it.retryable !== undefined) onRetry ??= it
    if (it.effect !== undefined) onEffect ??= it
    rule ??= it.rule
    if (it.from === 'thrown' && status === null) thrown = it
  }

  const kind = onKind?.kind ?? 'unknown'
  const retryable = onRetry?.retryable ?? false
  const hint = retryHint({ header, time, kind, status, reading, json, waits: provider?.waits, format })
  // servers in front put Retry-After on a 404 too: where no retry can help it promises nothing
  const retryAfterMs = hint !== null && (retryable || kind === 'quota') ? hint.ms : null
  // an answer that says in its body that the server broke is one of a server that broke
  const broke = onKind?.from === 'field' && reading.status !== undefined && reading.status >= 500
  const seen = {
    phase,
    method,
    status: broke ? (reading.status ?? status) : status,
    stated: retryAfterMs !== null,
    reached: thrown?.sent ?? true,
  }

  // a part of a text keeps the whole of it in memory, and of a body that is no JSON every text is a part
  const unpinned = (text: string): string => (json === undefined && text !== '' ? ` ${text}`.slice(1) : text)
  // cleaned first, so that an invisible character cannot hide a secret; cut last
  const hide = hiderOf(secrets)
  const tidy = (value: string | null | undefined, most = maxWord): string | null =>
    typeof value === 'string' ? unpinned(cutText(hide(withoutTags(cleanText(value, Infinity))), most)) || null : null
  /** Only links that a browser opens as a page; `javascript:` is one of the others. */
  const link = (url = ''): string | null =>
    url.length <= maxUrl && /^https?:\/\//i.test(url) ? tidy(url, maxUrl) : null
  const tidyField = ({ path, message, code }: FieldError): FieldError =>
    Object.freeze({
      path: tidy(path) ?? '',
      message: tidy(message, maxMessage) ?? '',
      ...(code !== undefined && { code: tidy(code) ?? '' }),
    })

  const fault: Fault = Object.freeze({
    kind,
    retryable,
    effect: onEffect?.effect ?? effectOf(seen),
    status,
    code: tidy(reading.code ?? thrown?.code),
    type: tidy(reading.type),
    message: tidy(reading.message ?? (status === null ? failure.causes?.at(-1)?.message : null), maxMessage),
    param: tidy(reading.param),
    requestId: tidy(reading.requestId ?? requestIdOf(header, failure.headers, provider?.requestIdHeaders)),
    retryAfterMs,
    fieldErrors: Object.freeze(reading.fieldErrors?.slice(0, maxFieldErrors).map(bare).map(tidyField) ?? []),
    provider: provider?.name ?? null,
    docUrl: link(rule?.docUrl) ?? link(reading.docUrl) ?? `${kindPages}/${kind}.md`,
    remedy: rule?.remedy ?? (provider && remedyOf(provider, reading.code ?? thrown?.code, status)) ?? null,
    method,
    origin,
    endpoint: tidy(endpoint, maxUrl) ?? '/',
    atMs,
    attempt,
    keyHint,
  })
  const named = provider && ({ from: knowledge.provider ? 'caller' : 'host', name: provider.name } as const)
  remember(fault, { provider: named, opinions, onKind, onRetry, hint })
  return { fault, provider, serverNowMs: time.nowMs, failure, header }
}
