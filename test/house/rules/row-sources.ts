import type { Node } from 'oxc-parser'
import { type Finding, type Tree, defineRule } from '../rule.ts'
import { type Source, childrenOf, nodesIn, sourcesIn } from '../source.ts'

const tables = ['status.ts', 'network.ts', 'words.ts'].map((name) => `packages/core/src/knowledge/${name}`)

export const rowSources = defineRule({
  name: 'row_sources',
  why: 'Every row of a knowledge table ends in a comment that says where it is from (an RFC section, a page, a runtime), because a row that nobody can check nobody dares to change.',
  decision: '0001-knowledge-is-tables.md',
  *find(tree) {
    for (const path of tables) yield* unsourcedIn(tree, path)
  },
})

function* unsourcedIn(tree: Tree, path: string): Generator<Finding> {
  const [source] = sourcesIn(tree, new RegExp(`^${path.replace('.', '\\.')}$`))
  if (source === undefined) {
    yield { path, found: 'no such table; if it moved, tell rules/row-sources.ts' }
    return
  }
  const lines = source.text.split('\n')
  const rows = rowsOf(source)
  if (rows.size === 0) yield { path, found: 'no rows; if their notation changed, tell rules/row-sources.ts' }
  for (const line of [...rows].sort((a, b) => a - b)) {
    if (!hasSource(source, line, lines[line - 1] ?? ''))
      yield { path, line, found: (lines[line - 1] ?? '').trim().slice(0, 80) }
  }
}

/**
 * Lines that hold a row. Of the constants that take several lines: a line on which a key with its value, an item of a list or a text
 * that is not blank begins and ends, and every line of a text of several lines. What a group says of all its rows is its head, and no
 * row: `'network', true, false` before a text that takes several lines.
 */
function rowsOf(source: Source): Set<number> {
  const rows = new Set<number>()
  for (const statement of source.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const { init } of declaration.declarations) {
      if (init === null || source.lineOf(init) === source.lineOf(init.end) || /Function/.test(init.type)) continue
      for (const [node, above] of nodesIn(init, (each) => !/Function/.test(each.type))) {
        const [first, last] = [source.lineOf(node), source.lineOf(node.end)]
        if (node.type === 'TemplateElement') {
          for (let line = first; line <= last; line++) if (isInked(source, node, line)) rows.add(line)
        } else if (first === last && isRow(node, above.at(-1)) && !isHead(source, node, above)) rows.add(first)
      }
    }
  }
  return rows
}

function isRow(node: Node, parent: Node | undefined): boolean {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value.trim() !== ''
  return node.type === 'Property' || (parent?.type === 'ArrayExpression' && node.type !== 'Literal')
}

/**
 * Does it belong to the group as a whole? The group begins on its line and goes on; or another part of the group takes several lines, and
 * so holds the rows.
 */
function isHead(source: Source, node: Node, above: readonly Node[]): boolean {
  const isLong = (each: Node): boolean => source.lineOf(each) !== source.lineOf(each.end)
  const group = above.findLast(({ type }) => type === 'ArrayExpression' || type === 'ObjectExpression')
  if (group === undefined || !isLong(group)) return false
  if (source.lineOf(group) === source.lineOf(node)) return true
  const isRecord =
    group.type === 'ArrayExpression'
      ? node.type === 'Literal'
      : above.at(above.indexOf(group) - 1)?.type === 'ArrayExpression'
  return (
    isRecord &&
    childrenOf(group).some(isLong) &&
    !childrenOf(group).some((each) => isLong(each) && isAround(each, node))
  )
}

const isAround = (outer: Node, inner: Node): boolean => outer.start <= inner.start && inner.end <= outer.end

/** Does the text have words of its own on this line? */
function isInked(source: Source, node: Node, line: number): boolean {
  let start = source.text.slice(0, node.start).lastIndexOf('\n') + 1
  for (let at = source.lineOf(node); at < line; at++) start = source.text.indexOf('\n', start) + 1
  const end = source.text.indexOf('\n', start)
  const text = source.text.slice(Math.max(start, node.start), Math.min(end < 0 ? Infinity : end, node.end))
  return /[a-z\d]/i.test(text) && /\n/.test(source.textOf(node))
}

/** A comment at the end of the line; within a text of several lines, its own notation for one. */
function hasSource(source: Source, line: number, text: string): boolean {
  const said = source.comments.find(({ start, type }) => type === 'Line' && source.lineOf(start) === line)?.value
  return /[a-z]{2}/i.test(said ?? /(?:\/\/|#)(.*)$/.exec(text)?.[1] ?? '')
}
