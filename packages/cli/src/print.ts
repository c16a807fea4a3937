import type { Fault } from '@recourse/core'
import type { Explained } from './explained.ts'
import { meanings } from './meanings.ts'

/** For people: one line for each thing that is known, then the reasons. Without colours, so that it can be piped and searched. */
export function print({ fault, decision, delayMs, message, log, signals }: Explained): string {
  const { status, kind, origin, endpoint, provider } = fault
  const where = `${fault.method} ${origin}${endpoint}`.trim()
  const facts = [
    ['fault', `${status ?? 'no answer'}, ${kind}: ${meanings[kind]}`],
    ['call', origin === '' ? null : provider === null ? where : `${where} (${provider})`],
    ['code', fault.code],
    ['says', fault.message],
    ['param', fault.param],
    ...fault.fieldErrors.map((field) => ['field', `${field.path}: ${field.message}`]),
    ['request id', fault.requestId],
    ['effect', effects[fault.effect]],
    ['verdict', verdict(decision, delayMs, fault)],
    ['wait', fault.retryAfterMs === null ? null : `${seconds(fault.retryAfterMs)}, stated by the server`],
    ['message', [message.title, message.description].filter(Boolean).join('. ') || null],
    ['remedy', fault.remedy],
    ['docs', fault.docUrl],
    ['log', JSON.stringify(log)],
  ] as const
  const reasons = signals.map(({ from, said, used, overruled }) => {
    const role = used ? 'decided' : overruled ? 'overruled' : 'seen'
    return `  ${role.padEnd(9)}  ${from.padEnd(7)}  ${said}`
  })
  const lines = facts.flatMap(([name = '', value]) => (value === null ? [] : [`${name.padEnd(10)}  ${value}`]))
  return `${[...lines, 'reasons', ...reasons].join('\n')}\n`
}

const effects: Readonly<Record<Fault['effect'], string>> = {
  none: 'none: the server did not do it',
  unknown: 'unknown: the server may have done it',
  applied: 'applied: the server did it',
}

const whys: Readonly<Record<string, string>> = {
  permanent: 'the same request would fail again',
  not_repeatable: 'the server may have done it, and the call is not known to be safe to repeat (--idempotent)',
  wait_too_long: 'the stated wait is longer than the policy allows',
}

function verdict(decision: Explained['decision'], delayMs: Explained['delayMs'], { retryable }: Fault): string {
  if (delayMs !== null) {
    const { least, most } = delayMs
    return `retry after ${least === most ? seconds(least) : `${seconds(least)} to ${seconds(most)}`}`
  }
  const reason = String(decision['reason'])
  const at =
    typeof decision['retryAtMs'] === 'number' ? `; it may pass at ${new Date(decision['retryAtMs']).toISOString()}` : ''
  return `give up (${reason}): ${whys[reason] ?? (retryable ? 'the policy does not allow it' : 'no retry can help')}${at}`
}

const seconds = (ms: number): string => `${Number((ms / 1_000).toFixed(3))} s`
