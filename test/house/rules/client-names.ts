import { importsOf, packageOf } from '../imports.ts'
import { coreSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { found, sourcesIn } from '../source.ts'

const clients: ReadonlySet<string> = new Set([
  'alova',
  'axios',
  'fetchival',
  'got',
  'ky',
  'needle',
  'nuxt',
  'ofetch',
  'openai',
  'redaxios',
  'superagent',
  'undici',
  'wretch',
])
const apis = /\/src\/(?:knowledge\/(?:providers\/.*|defaults)|index)\.ts$/
/** Its rows are keyed by the words that clients say. Comments name their sources everywhere. */
const knowledge = /\/src\/knowledge\//

export const clientNames = defineRule({
  name: 'client_names',
  why: 'The core knows no client by name: what only one client does belongs into its adapter, or the next client has to be added here as well.',
  decision: '0003-core-stands-alone.md',
  *find(tree) {
    for (const source of sourcesIn(tree, coreSources)) {
      for (const { specifier, line } of importsOf(source)) {
        if (clients.has(packageOf(specifier))) yield { path: source.path, line, found: `import of ${specifier}` }
      }
      for (const [node] of found(source, 'Identifier')) {
        const client = wordsOf(node.name).find((word) => clients.has(word))
        // a client that is also the name of an API: there it means the API
        if (client === 'openai' && apis.test(source.path)) continue
        if (client !== undefined) yield { path: source.path, line: source.lineOf(node), found: `the name ${node.name}` }
      }
      if (knowledge.test(source.path)) continue
      for (const [node] of found(source, 'Literal')) {
        const isName = typeof node.value === 'string' && clients.has(node.value.toLowerCase())
        if (isName) yield { path: source.path, line: source.lineOf(node), found: `the string ${node.raw}` }
      }
    }
  },
})

/** `isAxiosError` is is, axios, error; `openAIKey` is openai, key, too. */
const wordsOf = (name: string): string[] => {
  const words = name.replace(/OpenAI|openAI|openAi|OpenAi/g, 'Openai').match(/[A-Z]?[a-z\d]+|[A-Z]+(?![a-z])/g) ?? []
  return words.map((word) => word.toLowerCase())
}
