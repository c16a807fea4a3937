import { readFileSync } from 'node:fs'

type Manifest = {
  exports: Record<string, string | { '@recourse/source'?: string }>
  publishConfig?: { imports?: Record<string, Record<string, string>> }
  bin?: Record<string, string>
}

const { exports, publishConfig, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const built = [
  ...Object.values(bin ?? {}),
  ...Object.values(publishConfig?.imports ?? {}).flatMap((it) => Object.values(it)),
]

// One build for every package, run in the package's own folder. ESM only: every Node since 22.12 can require() it.
export default {
  cwd: process.cwd(), // otherwise the folder of this file
  entry: [
    ...Object.values(exports).flatMap((it) => (typeof it === 'object' && it['@recourse/source']) || []),
    ...built.map((file) => file.replace(/^\.\/dist\/(.*)\.js$/, './src/$1.ts')),
  ],
  // chosen by whoever bundles or runs it: it stays an import
  deps: { neverBundle: [/^#/] },
  format: ['esm'],
  fixedExtension: false, // .js, also for Node
  dts: { oxc: true, sourcemap: false },
  platform: bin === undefined ? 'neutral' : 'node',
  target: 'es2022',
  tsconfig: 'tsconfig.src.json',
  sourcemap: true,
  clean: true,
}
