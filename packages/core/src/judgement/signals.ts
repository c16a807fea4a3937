import type { Fault, Kind } from '../nouns/fault.ts'
import type { Opinion } from './opinions.ts'
import type { Hint } from './retry-hint.ts'

/**
 * One thing that was seen and what it said, in order of authority. `used`: it decided the kind, or whether a retry can help. `overruled`:
 * it says something else on one of these questions than what decided it.
 */
export type Signal = Readonly<{ from: string; said: string; used: boolean; overruled: boolean }>

/** What a fault was made from, of the answer nothing but words. */
export type Grounds = Readonly<{
  /** The API, and whether the caller named it or the host did. */
  provider: Readonly<{ from: 'caller' | 'host'; name: string }> | null
  opinions: readonly Opinion[]
  onKind: Opinion | undefined
  onRetry: Opinion | undefined
  hint: Hint | null
}>

/** Beside the faults and not in them: a fault travels in logs and events, its reasons are asked for now and then. */
const grounds = new WeakMap<Fault, Grounds>()

export const remember = (fault: Fault, its: Grounds): void => void grounds.set(fault, its)

/** What led to a fault, where this copy of the package made it. Put into words when asked. */
export function signalsOf(fault: Fault): readonly Signal[] | undefined {
  const its = grounds.get(fault)
  if (its === undefined) return undefined
  const { provider, opinions, onKind, onRetry, hint } = its
  const signals: Signal[] = []
  const signal = (from: string, said: string, used: boolean, overruled = false): void =>
    void signals.push(Object.freeze({ from, said, used, overruled }))
  if (provider !== null)
    signal(
      provider.from,
      provider.name,
      opinions.some((it) => it.rule),
    )
  for (const it of opinions)
    signal(it.from, saidBy(it), it === onKind || it === onRetry, differs(it, fault.kind, fault.retryable))
  if (hint !== null)
    signal(hint.from === 'body' ? 'field' : 'header', `${hint.from}: ${hint.ms} ms`, fault.retryAfterMs !== null)
  return signals
}

const saidBy = ({ by, text, kind }: Opinion): string => `${by && text ? `${by} ` : by}${text}${kind ? `: ${kind}` : ''}`

const differs = (it: Opinion, kind: Kind, retryable: boolean): boolean =>
  (it.kind ?? kind) !== kind || (it.retryable ?? retryable) !== retryable
