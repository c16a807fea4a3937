import type { Header } from '../knowledge/format.ts'
import type { Waits } from '../knowledge/provider.ts'
import { type Unit, decimal, waitMs } from '../knowledge/stated-wait.ts'
import { usualLimits } from '../knowledge/usual-waits.ts'
import type { ServerTime } from './retry-hint.ts'

type Said = number | null | undefined

/** A limit as an answer states it: calls in a window, and how many are left until it is whole again. */
export type Limit = Readonly<{ limit?: Said; remaining?: Said; resetMs?: Said; windowMs?: Said }>

/**
 * The limits on calls that an answer states, a success too; one out of a cache states none (draft-ietf-httpapi-ratelimit-headers-11).
 * `given`: the API's own fields. What is malformed says nothing.
 */
export function limitsOf(header: Header, { nowMs, ageMs }: ServerTime, given: Waits['limits'] = []): readonly Limit[] {
  if (ageMs > 0) return []
  const items = (name: string): string[] => itemsIn(header(name))
  const policies = policyFields.flatMap(items).map(policyIn)
  const limits: Limit[] = policies.flatMap(({ isOther, limit, windowMs }) =>
    isOther || !windowMs ? [] : { limit, windowMs },
  )

  const text = header('ratelimit')
  for (const item of text?.includes('reset=') ? [text.replaceAll(',', ';')] : itemsIn(text)) {
    const said = numbersIn(item)
    const policy = policies.find(({ name }) => name === nameOf(item))
    if (!policy?.isOther)
      limits.push({
        limit: said.get('limit') ?? policy?.limit,
        remaining: said.get('r') ?? said.get('remaining'),
        resetMs: msOf(said.get('t') ?? said.get('reset')),
      })
  }
  usualRows ??= rowsOf(usualLimits.flat())
  for (const { most, left, reset, unit, isSteady } of given.length > 0 ? [...rowsOf(given), ...usualRows] : usualRows) {
    const [limit, remaining] = [headOf(header(most)), headOf(header(left))]
    if (limit === null && remaining === null) continue
    const resetMs = waitMs(itemsIn(header(reset))[0], unit, nowMs)
    const used = isSteady && limit !== null && remaining !== null ? limit - remaining : 0
    limits.push(
      used > 0 && resetMs && limit
        ? { limit, remaining, resetMs: resetMs / used, windowMs: used * 2 < limit ? null : (limit * resetMs) / used }
        : { limit, remaining, resetMs },
    )
  }
  return limits.filter(({ limit, remaining }) => (limit ?? remaining) != null)
}

/** They list what holds, as `100;w=60`. */
const policyFields = ['ratelimit-policy', 'x-ratelimit-policy', 'ratelimit-limit', 'x-ratelimit-limit']

type Row = Readonly<{ most: string; left: string; reset: string; unit: Unit; isSteady: boolean }>

/**
 * Tokens are no calls. Anthropic and those who speak OpenAI's protocol refill steadily, and state when all is there again: that tells when
 * the next call is there, and the window, well enough once half of it is gone ("Rate limits" of either documentation).
 */
const rowsOf = (pairs: NonNullable<Waits['limits']>): readonly Row[] =>
  pairs
    .filter(({ remaining }) => !remaining.includes('token'))
    .map(({ remaining: left, reset, unit }) => ({
      most: left.replace('remaining', 'limit'),
      left,
      reset,
      unit,
      isSteady: /^anthropic|-requests$/.test(left),
    }))

let usualRows: readonly Row[] | undefined

type Policy = Limit & Readonly<{ name: string; isOther: boolean }>

/** Longer than any list of limits. */
const maxLength = 2_048

/** The members of a list; a comma within quotes parts nothing (RFC 9651, 3.1). */
const itemsIn = (value: string | null): string[] =>
  (value !== null && value.length <= maxLength && value.match(/(?:"[^"]*"|[^",])+/g)) || []

const nameOf = (item: string): string => item.split(';', 1).join().trim()
/** Of several the first is the one that is nearest. */
const headOf = (value: string | null): number | null =>
  value === null ? null : decimal(nameOf(itemsIn(value)[0] ?? ''))

/** The integers among the parameters of an item (RFC 9651, 3.3.1). */
const numbersIn = (item: string): ReadonlyMap<string, number> =>
  new Map(
    [...`;${item.replace(/^\s*"[^"]*"/, '')}`.matchAll(/[;\s]([a-z]+)=(\d{1,15})(?![^;\s])/g)].map(
      ([, name = '', digits]) => [name, Number(digits)],
    ),
  )

const msOf = (seconds: number | undefined): number | null => (seconds ?? 0) * 1_000 || null

/** `"burst";q=100;w=60`, and the `100;w=60` of earlier drafts. `isOther`: it counts bytes, or what else is no call. */
function policyIn(item: string): Policy {
  const said = numbersIn(item)
  return {
    name: nameOf(item),
    limit: said.get('q') ?? decimal(nameOf(item)),
    windowMs: msOf(said.get('w') ?? said.get('window')),
    isOther: /;\s*qu="(?!requests")/.test(item),
  }
}
