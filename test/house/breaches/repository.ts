import { type Planted, inCore, plant, split } from './planted.ts'

const trace = (where: string, text: string): Planted =>
  plant('workplaces', where, 'README.md:2', `# Recourse\n${text}\n`)

const good: Readonly<Record<string, unknown>> = {
  name: '@recourse/demo',
  license: 'MIT',
  files: ['dist'],
  type: 'module',
  sideEffects: false,
  exports: { '.': './dist/index.js', './package.json': './package.json' },
  publishConfig: { access: 'public' },
  engines: { node: '>=22.12' },
}
const manifest = (where: string, line: number, more: Readonly<Record<string, unknown>>): Planted => {
  const rest = Object.fromEntries(Object.entries(good).filter(([key]) => !(key in more)))
  return plant('manifests', where, `adapters/demo/package.json:${line}`, JSON.stringify({ ...more, ...rest }, null, 2))
}
const adr = '# 2\n## Context\n## Decision\n## Consequences\n## Rejected\n'
const decision = (where: string, at: string, text: string): Planted =>
  plant('decision_form', where, `packages/core/decisions/${at}`, text)

export const repositoryBreaches: readonly Planted[] = [
  plant('top_level', 'a file lies there', 'vitest.config.ts', 'export {}\n'),
  plant('top_level', 'a folder lies there', 'docs/index.md', '# Docs\n'),
  plant('top_level', 'a file is called as a folder is', 'test', ''),
  trace('a path of a machine is named', split('Run it in /wo', 'rk/main first.')),
  trace('a folder for scraps is', split('cd /t', 'mp/dev')),
  trace('the home of a person is', split('/ho', 'me/somebody/recourse')),
  trace('a registry is named', split('https://npm-regi', 'stry.example.com/x')),
  trace('the public registry is', split('regis', 'try.npmjs.org')),
  trace('a tool that writes code is', split('Generated', ' with AI.')),
  trace('a trailer of one is', split('Co-Authored', '-By: somebody')),
  plant('workplaces', 'a file is for one', 'packages/core/AGENTS.md', '# Hello\n'),
  inCore('workplaces', 'a source names a path', 'rim/other.ts:1', split("export const x = '/t", "mp/x'\n")),
  manifest('"type" is left out', 1, { type: undefined }),
  manifest('"type" is another', 2, { type: 'commonjs' }),
  manifest('importing it has effects', 2, { sideEffects: true }),
  manifest('an old Node is promised', 2, { engines: { node: '>=18' } }),
  manifest('its licence is another', 2, { license: 'ISC' }),
  manifest('it packs everything', 2, { files: [] }),
  manifest('it is published for some', 2, { publishConfig: { access: 'restricted' } }),
  manifest('its exports are open', 2, { exports: { ...(good['exports'] as object), './*': './dist/*.js' } }),
  manifest('its build is open', 2, { exports: { ...(good['exports'] as object), './dist/*': './dist/*' } }),
  manifest('its package.json is closed', 2, { exports: { '.': './dist/index.js' } }),
  manifest('it has two formats', 2, {
    exports: { './package.json': './package.json', '.': { require: './dist/index.cjs', default: './dist/index.js' } },
  }),
  manifest('it is published with its sources', 8, {
    exports: { './package.json': './package.json', '.': { '@recourse/source': './src/index.ts' } },
    publishConfig: { access: 'public', exports: { '.': { '@recourse/source': './src/index.ts' } } },
  }),
  manifest('it has a main beside its exports', 2, { main: './dist/index.js' }),
  manifest('its name is not its folder', 2, { name: '@recourse/other' }),
  plant('manifests', 'it has no README.md', 'adapters/demo/README.md', undefined),
  decision('it is too long', '0002-two.md:41', adr + '\n'.repeat(40) + 'end\n'),
  decision('it names nothing rejected', '0002-two.md', adr.replace('## Rejected\n', '')),
  decision('it has no number', 'two.md', adr),
  decision('its number is taken', '0001-two.md', adr),
]
