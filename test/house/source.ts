import { type Comment, type Node, type Program, parseSync, visitorKeys } from 'oxc-parser'
import type { Tree } from './rule.ts'

export type Source = Readonly<{
  path: string
  text: string
  program: Program
  comments: readonly Comment[]
  /** Counts from 1. */
  lineOf: (at: number | Readonly<{ start: number }>) => number
  textOf: (node: Node) => string
}>

const parsed = new Map<string, Source>()

/** The TypeScript files whose path matches, without tests and type tests unless `tests` asks for them alone. */
export function sourcesIn(tree: Tree, paths: RegExp, which: 'code' | 'tests' = 'code'): Source[] {
  const wanted = [...tree.files].filter(
    ([path]) => path.endsWith('.ts') && paths.test(path) && isTest(path) === (which === 'tests'),
  )
  return wanted.map(([path, text]) => sourceOf(path, text))
}

const isTest = (path: string): boolean => /\.(?:test|test-d)\.ts$/.test(path)

function sourceOf(path: string, text: string): Source {
  const key = `${path}\n${text}`
  const known = parsed.get(key)
  if (known !== undefined) return known
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} is not TypeScript: ${errors[0]?.message}`)
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  const lineOf: Source['lineOf'] = (at) => {
    const offset = typeof at === 'number' ? at : at.start
    return starts.findLastIndex((start) => start <= offset) + 1
  }
  const source: Source = { path, text, program, comments, lineOf, textOf: (node) => text.slice(node.start, node.end) }
  parsed.set(key, source)
  return source
}

export function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Record<string, unknown>
  const children = (visitorKeys[node.type] ?? []).flatMap((key) => fields[key] as Node | null | (Node | null)[])
  return children.filter((child) => child !== null && child !== undefined)
}

/** Every node below, and the node itself, each with the nodes above it, the nearest last. `enter` may refuse to look inside one. */
export function* nodesIn(
  node: Node,
  enter: (node: Node, above: readonly Node[]) => boolean = () => true,
  above: readonly Node[] = [],
): Generator<readonly [node: Node, above: readonly Node[]]> {
  yield [node, above]
  if (!enter(node, above)) return
  for (const child of childrenOf(node)) yield* nodesIn(child, enter, [...above, node])
}

/** Every node of a source of these types. */
export function* found<Type extends Node['type']>(
  source: Source,
  ...types: readonly Type[]
): Generator<readonly [node: Extract<Node, { type: Type }>, above: readonly Node[]]> {
  for (const [node, above] of nodesIn(source.program)) {
    if ((types as readonly string[]).includes(node.type)) yield [node as Extract<Node, { type: Type }>, above]
  }
}
