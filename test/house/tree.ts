import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Tree } from './rule.ts'

/** The repository as git would commit it, new files included; without git, every file that no .gitignore names. */
export function readTree(root: string): Tree {
  const files = new Map<string, string>()
  for (const path of (listedByGit(root) ?? listedByWalking(root)).sort()) {
    const text = textOf(join(root, path))
    if (text !== undefined) files.set(path, text.includes('\0') ? '' : text)
  }
  return { files }
}

/** Listed and not there: deleted and not yet staged, a link to a folder, or just taken away by another test. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function listedByGit(root: string): string[] | undefined {
  if (!existsSync(join(root, '.git'))) return undefined
  try {
    const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
    const out = execFileSync('git', list, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return [...new Set(out.split('\0').filter((path) => path !== ''))]
  } catch {
    return undefined // no git on this machine, or one that refuses the folder's owner
  }
}

/** Enough of .gitignore for ours: names, folders and `*` within a name. */
export function listedByWalking(root: string, folder = '', ignored: readonly RegExp[] = [/^\.git$/]): string[] {
  const here = join(root, folder)
  const own = existsSync(join(here, '.gitignore')) ? readFileSync(join(here, '.gitignore'), 'utf8').split('\n') : []
  const patterns = [...ignored, ...own.map((line) => line.trim()).flatMap((line) => patternOf(line))]
  return readdirSync(here, { withFileTypes: true })
    .filter(({ name }) => !patterns.some((pattern) => pattern.test(name)))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? listedByWalking(root, path, patterns) : [path]
    })
}

function patternOf(line: string): RegExp[] {
  if (line === '' || line.startsWith('#')) return []
  const name = line.replace(/^\/|\/$/g, '')
  return [new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)]
}
