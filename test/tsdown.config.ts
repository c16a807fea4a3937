import { readFileSync } from 'node:fs'

type Manifest = { exports: Record<string, string | { '@recourse/source'?: string }>; bin?: Record<string, string> }

const { exports, bin = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

// One build for every package, run in the package's own folder. ESM only: every Node since 22.12 can require() it.
export default {
  cwd: process.cwd(), // otherwise the folder of this file
  entry: [
    ...Object.values(exports).flatMap((it) => (typeof it === 'object' && it['@recourse/source']) || []),
    ...Object.values(bin).map((file) => file.replace(/^\.\/dist\/(.*)\.js$/, './src/$1.ts')),
  ],
  format: ['esm'],
  dts: { oxc: true, sourcemap: false },
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.src.json',
  sourcemap: true,
  clean: true,
}
