/** What breaks one rule, laid over the clean tree. */
export type Planted = Readonly<{
  rule: string
  /** What is wrong; follows "is red where". */
  where: string
  /** `path:line` of the breach; the path alone where the rule means the whole file. */
  at: string
  /** undefined takes a file away. */
  files: Readonly<Record<string, string | undefined>>
}>

/** `file` is a path, with the line of the breach where there is one. */
export const plant = (rule: string, where: string, at: string, text: string | undefined): Planted => ({
  rule,
  where,
  at,
  files: { [at.replace(/:\d+$/, '')]: text },
})

export const inCore = (rule: string, where: string, at: string, text: string): Planted =>
  plant(rule, where, `packages/core/src/${at}`, text)

/** A file beside the adapter's own. */
export const inAdapter = (rule: string, where: string, line: number, text: string): Planted =>
  plant(rule, where, `adapters/demo/src/other.ts:${line}`, text)

export const inTest = (rule: string, where: string, line: number, text: string): Planted =>
  plant(rule, where, `test/suite/other.test.ts:${line}`, text)

/** What our own files must not hold in one piece. */
export const split = (...parts: readonly string[]): string => parts.join('')

export const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `export const x${index} = ${index}`).join('\n')
