import { type Effect, type Kind, kinds } from '../nouns/fault.ts'
import { defineMemo } from '../nouns/memo.ts'
import { bare, own } from '../nouns/options.ts'

/** What one machine code of an API means, and what a developer should do about it. */
export type CodeRule = Readonly<{
  kind: Kind
  retryable?: boolean
  effect?: Effect
  remedy?: string
  docUrl?: string
  /** The rule holds only under these statuses. */
  status?: number | readonly number[]
}>

/**
 * What something means, in one line: the kind, then, as far as they are needed, `retry` or `stop` where it differs from the kind's own
 * rule, the effect (`none`, `unknown`, `applied`), and the statuses under which it holds. `quota`, `quota 429`, `conflict retry none 400 409`.
 */
export type Meaning = Kind | `${Kind} ${string}`

/** Machine codes by what they mean, parted by blanks: `{ 'quota 429': 'insufficient_quota billing_hard_limit_reached' }`. */
export type Says = { readonly [meaning in Meaning]?: string }

/** Texts, of which a part of the message is one, in any case, by what they mean. For an API that tells errors apart in prose only. */
export type Phrases = { readonly [meaning in Meaning]?: readonly string[] }

/** Tables of what an answer means, the more telling ones first. */
export type Rules = Readonly<{
  /** In full, with remedies. */
  codes?: Readonly<Record<string, CodeRule | readonly CodeRule[]>>
  /** In short. */
  says?: Says
  phrases?: Phrases
  /** Where the API gives no code. */
  statuses?: Readonly<Record<number, CodeRule>>
}>

/** What was found, and where: `code` or `phrase`, and its text. */
export type Ruling = Readonly<{ by: 'code' | 'phrase'; text: string; rule: CodeRule }>

const maxProse = 2_048

/** The rule for the first of the codes that has one, else for what the message says. */
export function rulingOf(
  rules: Rules,
  status: number | undefined,
  names: readonly (string | null | undefined)[],
  message?: string | null,
): Ruling | undefined {
  const { codes, words, phrases } = tablesOf(rules)
  for (const name of names) {
    if (!name) continue
    // `AuthFailure.SignatureFailure`: what stands before the point tells its kind
    const point = name.indexOf('.')
    const rule = ruleOf(name) ?? (point > 0 ? ruleOf(name.slice(0, point)) : undefined)
    if (rule) return { by: 'code', text: name, rule }
  }
  return phraseIn(message, phrases, status)

  function ruleOf(name: string): CodeRule | undefined {
    const listed = codes && (own(codes, name) as CodeRule | readonly CodeRule[] | undefined)
    const holds = (it: CodeRule): boolean => isUnder(it, status)
    return (listed && [listed].flat().find(holds)) ?? words?.get(name)?.find(holds)
  }
}

const tablesOf = /* @__PURE__ */ defineMemo((rules: Rules) => {
  const [codes, says, phrases] = [own(rules, 'codes'), own(rules, 'says'), own(rules, 'phrases')] as [
    Rules['codes'],
    Rules['says'],
    Rules['phrases'],
  ]
  return { codes, words: says && tableOf(says), phrases }
})

function isUnder(rule: CodeRule, status: number | undefined): boolean {
  const under = own(rule, 'status') as CodeRule['status']
  return under === undefined || under === status || (typeof under === 'object' && under.includes(status ?? 0))
}

/** What the message says, in words that have a rule under this status. */
export function phraseIn(
  message: string | null | undefined,
  phrases: Phrases | undefined,
  status: number | undefined,
): Ruling | undefined {
  if (!phrases || typeof message !== 'string') return undefined
  let prose: string | undefined
  for (const row of rowsOf(phrases)) {
    if (!isUnder(row[0], status)) continue
    prose ??= message.slice(0, maxProse).toLowerCase()
    for (const text of row[1]) if (prose.includes(text)) return { by: 'phrase', text, rule: row[0] }
  }
  return undefined
}

const rowsOf = /* @__PURE__ */ defineMemo((phrases: Phrases) =>
  Object.entries(phrases).map(([meaning, texts = []]) => [ruleIn(meaning), texts] as const),
)

/** Split when first asked, so that importing a table costs nothing. */
export const tableOf: (says: Says) => ReadonlyMap<string, readonly CodeRule[]> = /* @__PURE__ */ defineMemo((says) => {
  const table = new Map<string, readonly CodeRule[]>()
  for (const [meaning, codes = ''] of Object.entries(says))
    for (const code of codes.split(' ')) table.set(code, [...(table.get(code) ?? []), ruleIn(meaning)])
  return table
})

/** The line as a rule. */
export function ruleIn(meaning: string): CodeRule {
  const [kind, ...words] = meaning.split(' ')
  const retryable = words.includes('retry') || (words.includes('stop') ? false : undefined)
  const effect = words.find((word) => word === 'none' || word === 'unknown' || word === 'applied')
  const status = words.map(Number).filter((number) => number > 0)
  return bare({
    kind: kind as Kind,
    retryable: retryable ?? kinds[kind as Kind].retryable,
    ...(effect && { effect }),
    ...(status.length > 0 && { status }),
  })
}
