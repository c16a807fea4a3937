import type { Tree } from './rule.ts'

export const coreSources = /^packages\/core\/src\//
export const adapterSources = /^adapters\/[^/]+\/src\//
/** What is published. */
export const shippedSources = /^(?:packages|adapters)\/[^/]+\/src\//
/** All code of ours. */
export const allSources = /^(?:packages|adapters|test)\//

/** The groups of the core, in the order in which they may know of one another. */
export const groups = ['nouns', 'knowledge', 'judgement', 'state', 'rim']

export type Package = Readonly<{ folder: string; path: string; manifest: Manifest }>

export type Manifest = Readonly<{
  [field: string]: unknown
  dependencies?: Readonly<Record<string, string>>
  peerDependencies?: Readonly<Record<string, string>>
}>

/** The published packages: the folders under these that hold a package.json. */
export function packagesIn(tree: Tree, under: RegExp = /^(?:packages|adapters)\//): Package[] {
  const paths = [...tree.files.keys()].filter((path) => under.test(path) && /^[^/]+\/[^/]+\/package\.json$/.test(path))
  return paths.map((path) => ({
    folder: path.slice(0, -'/package.json'.length),
    path,
    manifest: JSON.parse(tree.files.get(path) ?? '{}') as Manifest,
  }))
}

/** The line of the first place where a file says this; 1 where it does not. */
export function lineSaying(tree: Tree, path: string, words: string): number {
  const lines = (tree.files.get(path) ?? '').split('\n')
  return (
    Math.max(
      0,
      lines.findIndex((line) => line.includes(words)),
    ) + 1
  )
}
