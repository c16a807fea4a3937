import { readFileSync } from 'node:fs'

type Manifest = { exports: Record<string, string | { '@recourse/source'?: string }> }

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

// One build for every package, run in the package's own folder. ESM only: every Node since 22.12 can require() it.
export default {
  cwd: process.cwd(), // otherwise the folder of this file
  entry: Object.values(exports).flatMap((it) => (typeof it === 'object' && it['@recourse/source']) || []),
  format: ['esm'],
  dts: { oxc: true, sourcemap: false },
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.src.json',
  sourcemap: true,
  clean: true,
}
