import { importsOf, isRelative, targetOf } from '../imports.ts'
import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

type Edge = Readonly<{ to: string; line: number }>

export const cycles = defineRule({
  name: 'cycles',
  why: 'No file imports itself by way of others, types included: move what both need into a file of its own, because a ring can only be read all at once.',
  decision: '0002-import-order.md',
  *find(tree) {
    const edges = new Map<string, readonly Edge[]>()
    for (const source of sourcesIn(tree, allSources)) {
      const near = importsOf(source).filter(({ specifier }) => isRelative(specifier))
      edges.set(
        source.path,
        near.map(({ specifier, line }) => ({ to: targetOf(source, specifier), line })),
      )
    }
    const seen = new Set<string>()
    for (const path of edges.keys()) yield* ringsFrom(path, [], edges, seen)
  },
})

/** Depth first; a file that was walked through is not entered again, so each ring is told once. */
function* ringsFrom(
  path: string,
  above: readonly string[],
  edges: ReadonlyMap<string, readonly Edge[]>,
  seen: Set<string>,
): Generator<Readonly<{ path: string; line: number; found: string }>> {
  if (seen.has(path)) return
  seen.add(path)
  const here = [...above, path]
  for (const { to, line } of edges.get(path) ?? []) {
    const start = here.indexOf(to)
    if (start < 0) yield* ringsFrom(to, here, edges, seen)
    else
      yield {
        path,
        line,
        found: [...here.slice(start), to].map((each) => each.replace(/^.*\/src\//, '')).join(' \u2192 '),
      }
  }
}
