/** A repository as text, by paths relative to its top, with forward slashes. Real or planted: a rule cannot tell. */
export type Tree = Readonly<{ files: ReadonlyMap<string, string> }>

/** One place where a rule does not hold. */
export type Breach = Readonly<{ rule: string; path: string; line?: number; found: string }>

export type Finding = Omit<Breach, 'rule'>

export type Rule = Readonly<{
  name: string
  /** One sentence for whoever broke it: what to do instead, and why. */
  why: string
  /** The file in packages/core/decisions that it follows from. */
  decision: string
  check: (tree: Tree) => readonly Breach[]
}>

/** `find` says where; the rule's name is put on what it finds. */
export function defineRule({ find, ...rule }: Omit<Rule, 'check'> & { find: (tree: Tree) => Iterable<Finding> }): Rule {
  return { ...rule, check: (tree) => Array.from(find(tree), (finding) => ({ rule: rule.name, ...finding })) }
}

export const decisionPath = (rule: Rule): string => `packages/core/decisions/${rule.decision}`

/** What a person reads when a rule is broken; empty where it holds. */
export function complaint(rule: Rule, breaches: readonly Breach[]): string {
  if (breaches.length === 0) return ''
  const places = breaches.map(({ path, line, found }) => `  ${path}${line === undefined ? '' : `:${line}`}  ${found}`)
  return [`${rule.name}: ${rule.why}`, `  (${decisionPath(rule)})`, ...places].join('\n')
}
