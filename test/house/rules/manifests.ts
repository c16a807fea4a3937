import { lineSaying, packagesIn } from '../places.ts'
import { defineRule } from '../rule.ts'

type Fields = Readonly<Record<string, unknown>>
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

/** What every published package says, each with the test for it. */
const demands: readonly (readonly [field: string, says: string, holds: (manifest: Fields) => boolean])[] = [
  ['type', '"type" is "module"', (it) => it['type'] === 'module'],
  ['sideEffects', '"sideEffects" is false', (it) => it['sideEffects'] === false],
  ['license', '"license" is "MIT"', (it) => it['license'] === 'MIT'],
  ['engines', '"engines" asks for node >=22.12', (it) => fields(it['engines'])['node'] === '>=22.12'],
  ['files', '"files" lists what is packed', (it) => Array.isArray(it['files']) && it['files'].length > 0],
  ['publishConfig', '"publishConfig.access" is "public"', (it) => fields(it['publishConfig'])['access'] === 'public'],
  [
    'exports',
    '"exports" has "." and "./package.json"',
    (it) => ['.', './package.json'].every((key) => key in fields(it['exports'])),
  ],
  ['exports', '"exports" is closed: no pattern that reaches every file', (it) => !openIn(it['exports'])],
  ['exports', '"exports" has no "require": one format, one copy', (it) => !says(it['exports'], 'require')],
  ['publishConfig', 'what is published has no "@recourse/source"', (it) => !says(published(it), '@recourse/source')],
  ['main', '"main" and "module" are left to "exports"', (it) => !('main' in it || 'module' in it)],
]

export const manifests = defineRule({
  name: 'manifests',
  why: 'Every package is one ES module format behind closed exports, says what it needs and packs what it lists: what is reachable is public for ever.',
  decision: '0008-esm-with-closed-exports.md',
  *find(tree) {
    for (const { folder, path, manifest } of packagesIn(tree)) {
      for (const [field, demand, holds] of demands) {
        if (!holds(manifest))
          yield { path, line: lineSaying(tree, path, `"${field}"`), found: `it does not hold that ${demand}` }
      }
      const name = `@recourse/${folder.split('/')[1]}`
      if (manifest['name'] !== name)
        yield { path, line: lineSaying(tree, path, '"name"'), found: `its name is not ${name}` }
      if (!tree.files.has(`${folder}/README.md`)) yield { path: `${folder}/README.md`, found: 'there is none' }
    }
  },
})

/** `./locales/*` is a declared sub-path; `./*` and whole folders of the build are not. */
const openIn = (exports: unknown): boolean =>
  Object.keys(fields(exports)).some((key) => /^\.\/(?:(?:dist|src|lib)\/)?\*|\/$/.test(key))

const says = (value: unknown, condition: string): boolean =>
  Object.entries(fields(value)).some(([key, inner]) => key === condition || says(inner, condition))

const published = (manifest: Fields): unknown => fields(manifest['publishConfig'])['exports'] ?? manifest['exports']
