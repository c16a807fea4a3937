import type { Node } from 'oxc-parser'
import { shippedSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { childrenOf, nodesIn, sourcesIn } from '../source.ts'

/** Words that a duration, a moment or a size is called by, and the units that have to follow. */
const measured = new Set(
  `after age at backoff base before cap cooldown date deadline delay duration elapsed expires expiry frequency interval
  latency lease now pause period since sleep spent started time timeout timestamp ttl until wait window
  body buffer length memory payload size space`.split(/\s+/),
)
const units = new Set(['ms', 'bytes', 'characters', 'lines'])
const exceptions: readonly (readonly [name: string, reason: string])[] = [
  ['now', 'what Date.now() gives, under its name; an option of functions that look at one moment'],
  ['cap', 'of a budget: tokens, which are a count; the cap of a delay is capMs'],
]

export const measuresHaveUnits = defineRule({
  name: 'units',
  why: 'A number that is a time or a size carries its unit in its name (delayMs, maxBodyBytes): seconds for milliseconds is a mistake that no type can catch.',
  decision: '0007-options-are-plain-data.md',
  *find(tree) {
    for (const source of sourcesIn(tree, shippedSources)) {
      for (const statement of source.program.body) {
        if (statement.type !== 'ExportNamedDeclaration') continue
        const { declaration } = statement
        if (declaration?.type !== 'TSTypeAliasDeclaration' && declaration?.type !== 'TSInterfaceDeclaration') continue
        for (const [node] of nodesIn(declaration)) {
          if (node.type !== 'TSPropertySignature' || !node.typeAnnotation || !isNumber(node.typeAnnotation)) continue
          const name = source.textOf(node.key).replace(/^['"]|['"]$/g, '')
          if (lacksUnit(name)) yield { path: source.path, line: source.lineOf(node), found: `${name}: number` }
        }
      }
    }
  },
})

/** `number`, or it among null and undefined. */
function isNumber(annotation: Node): boolean {
  const [type] = childrenOf(annotation)
  const members = type?.type === 'TSUnionType' ? type.types : [type]
  return members.some((each) => each?.type === 'TSNumberKeyword')
}

function lacksUnit(name: string): boolean {
  if (exceptions.some(([known]) => known === name)) return false
  const words = name.match(/[A-Z]?[a-z\d]+|[A-Z]+(?![a-z])/g)?.map((word) => word.toLowerCase()) ?? []
  return words.some((word) => measured.has(word)) && !units.has(words.at(-1) ?? '')
}
