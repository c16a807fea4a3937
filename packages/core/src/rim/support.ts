import { readerOf } from '../judgement/text.ts'
import type { Provider } from '../knowledge/provider.ts'
import type { Fault } from '../nouns/fault.ts'
import { own } from '../nouns/options.ts'
import { iso, maxKeyHint, snake } from './log.ts'

export type SupportReport = Readonly<{
  /** The API's support address, where its provider names one. */
  to: string | null
  statusUrl: string | null
  /** What the support of an API asks for; a field that is not known is absent. Of the key at most 10 characters. */
  fields: Readonly<Record<string, string>>
  /** The same, ready to paste. */
  text: string
}>

/** What to send to the API's support: which call, when, and what it answered. Without secrets; never throws. */
export function supportReport(fault: Fault, options: { providers?: readonly Provider[] } = {}): SupportReport {
  try {
    return report(fault, (own(options, 'providers') ?? []) as readonly Provider[])
  } catch {
    return Object.freeze({ to: null, statusUrl: null, fields: Object.freeze({}), text: '' }) // a getter or a proxy that throws
  }
}

const named = ['provider', 'method', 'endpoint', 'status', 'code', 'message', 'param', 'requestId', 'keyHint']

function report(fault: Fault, providers: readonly Provider[]): SupportReport {
  const read = readerOf(fault)
  const support = providers.find(({ name }) => name === read('provider'))?.support
  const known = [
    ...named.map((field) => [snake(field), read(field, field === 'keyHint' ? maxKeyHint : undefined)]),
    ['timestamp', iso(read('atMs'))],
    ['status_page', support?.statusUrl],
  ]
  const lines = known.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)])
  return Object.freeze({
    to: support?.email ?? null,
    statusUrl: support?.statusUrl ?? null,
    fields: Object.freeze(Object.fromEntries(lines)) as Readonly<Record<string, string>>,
    text: lines.map((line) => line.join(': ')).join('\n'),
  })
}
