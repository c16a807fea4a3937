import type { Failure } from '../nouns/failure.ts'
import { type Fault, type FieldError, kinds } from '../nouns/fault.ts'
import type { Format } from '../knowledge/format.ts'
import { type Provider, providerOf } from '../knowledge/provider.ts'
import { effectOf } from './effect.ts'
import { opinionsOf } from './opinions.ts'
import { headerOf, readingOf, requestIdOf } from './reading.ts'

import { retryHint, serverTime } from './retry-hint.ts'
import { targetOf } from './target.ts'
import { cleanText, redactText } from './text.ts'

/** What classification may draw on. */
export type Knowledge = Readonly<{
  providers: readonly Provider[]
  formats: readonly Format[]
  /** The provider that the caller named for this call, whatever the host. */
  provider?: Provider | null
  /** The request's own secrets: a server that echoes one must not carry it into a log. */
  secrets?: readonly string[]
}>

/** One thing that was seen and what it said, in order of authority. `used`: it decided the kind, or whether a retry can help. */
export type Signal = Readonly<{ from: string; said: string; used: boolean }>

/** A fault, what led to it, and what deciding about it needs besides. */
export type Verdict = Readonly<{
  fault: Fault
  signals: readonly Signal[]
  provider: Provider | null
  serverNowMs: number
}>

const maxFieldErrors = 100
const maxWord = 200

/** Reads a failure. Never throws, whatever the server sent. */
export function classify(failure: Failure, knowledge: Knowledge): Verdict {
  const header = headerOf(failure)
  const { origin, host, endpoint } = targetOf(failure.url)
  const provider = knowledge.provider ?? providerOf(host, knowledge.providers)
  const { format, reading } = readingOf(failure, header, host, [...(provider?.formats ?? []), ...knowledge.formats])
  const opinions = opinionsOf({ failure, header, provider, providers: knowledge.providers, format, reading })
  const onKind = opinions.find((it) => it.kind !== undefined)
  const onRetry = opinions.find((it) => it.retryable !== undefined)
  const thrown = failure.status === undefined ? opinions.find((it) => it.match !== undefined)?.match : undefined

  const kind = onKind?.kind ?? 'unknown'
  const retryable = onRetry?.retryable ?? kinds[kind].retryable
  const status = failure.status ?? null
  const time = serverTime(header, failure.atMs)
  const hint = retryHint(header, time, kind, status, reading.retryAfterMs ?? null)
  // servers in front put Retry-After on a 404 too: where no retry can help it promises nothing
  const retryAfterMs = hint !== null && (retryable || kind === 'quota') ? hint.ms : null
  const reached = {
    phase: failure.phase,
    method: failure.method,
    status,
    stated: retryAfterMs !== null,
    reached: thrown?.sent ?? true,
  }
  const rule = opinions.find((it) => it.from === 'provider')?.rule

  // cleaned first, so that an invisible character cannot hide a secret; cut last
  const tidy = (value: string | null | undefined, most?: number): string | null =>
    typeof value === 'string'
      ? cleanText(redactText(cleanText(value, Infinity), knowledge.secrets), most) || null
      : null
  const tidyField = (field: FieldError): FieldError =>
    Object.freeze({
      path: tidy(field.path, maxWord) ?? '',
      message: tidy(field.message) ?? '',
      ...(field.code === undefined ? {} : { code: tidy(field.code, maxWord) ?? '' }),
    })

  const fault: Fault = Object.freeze({
    kind,
    retryable,
    effect: opinions.find((it) => it.effect !== undefined)?.effect ?? effectOf(reached),
    status,
    code: tidy(reading.code ?? thrown?.code, maxWord),
    type: tidy(reading.type, maxWord),
    message: tidy(reading.message ?? (status === null ? failure.causes?.at(-1)?.message : null)),
    param: tidy(reading.param, maxWord),
    requestId: tidy(reading.requestId ?? requestIdOf(header, provider?.requestIdHeaders), maxWord),
    retryAfterMs,
    fieldErrors: Object.freeze((reading.fieldErrors ?? []).slice(0, maxFieldErrors).map(tidyField)),
    provider: provider?.name ?? null,
    docUrl: link(rule?.docUrl) ?? link(reading.docUrl),
    remedy: rule?.remedy ?? null,
    method: failure.method,
    origin,
    endpoint: tidy(endpoint, 2_048) ?? '/',
    atMs: failure.atMs,
    attempt: failure.attempt,
    keyHint: failure.keyHint ?? null,
  })
  const signals: Signal[] = opinions.map((it) => ({
    from: it.from,
    said: it.said,
    used: it === onKind || it === onRetry,
  }))
  if (provider !== null)
    signals.unshift({ from: knowledge.provider ? 'caller' : 'host', said: provider.name, used: rule !== undefined })
  if (hint !== null) signals.push({ from: 'header', said: `${hint.from}: ${hint.ms} ms`, used: retryAfterMs !== null })
  led.set(fault, signals)
  return { fault, signals, provider, serverNowMs: time.nowMs }
}

/** Beside the faults and not in them: a fault travels in logs and events, its reasons are asked for now and then. */
const led = new WeakMap<Fault, readonly Signal[]>()

/** What led to a fault, where this copy of the package made it. */
export const signalsOf = (fault: Fault): readonly Signal[] | undefined => led.get(fault)

/** Only links that a browser opens as a page; `javascript:` is one of the others. */
const link = (url: string | undefined): string | null =>
  url !== undefined && url.length <= 2_048 && /^https?:\/\//i.test(url) ? cleanText(url) : null
