import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const installed = join(root, 'test/node_modules')

/** What is given to the programs beside Recourse. */
const clients = ['@types/node', 'axios', 'axios-retry', 'ky', 'ofetch', 'openai']

/** A project of its own, as a stranger has it. */
export type Stranger = Readonly<{
  folder: string
  /** Rewrites the declarations of every package of ours, or puts them back. */
  declare: (rewrite: (text: string) => string) => void
  leave: () => void
}>

type Manifest = { name: string; scripts: { build: string }; publishConfig: { exports: unknown } }

/** The programs, and beside them the packages as they would be published, built into a folder that nothing else reads. */
export async function createStranger(): Promise<Stranger> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-types-'))
  const modules = join(folder, 'node_modules')
  for (const name of clients) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(installed, name), join(modules, name))
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n')
  cpSync(join(import.meta.dirname, 'programs'), join(folder, 'programs'), { recursive: true })
  const adapters = readdirSync(join(root, 'adapters')).map((name) => join(root, 'adapters', name))
  const leave = (): void => rmSync(folder, { recursive: true, force: true })
  const built = await Promise.all([join(root, 'packages/core'), ...adapters].map((at) => build(at, modules))).catch(
    (error: unknown) => {
      leave()
      throw error
    },
  )
  const texts = new Map(built.flat().map((file) => [file, readFileSync(file, 'utf8')]))
  return {
    folder,
    declare: (rewrite) => texts.forEach((text, file) => writeFileSync(file, rewrite(text))),
    leave,
  }
}

/** Builds as the package's own script does, and answers with its declarations. */
async function build(at: string, modules: string): Promise<readonly string[]> {
  const manifest = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Manifest
  const to = join(modules, manifest.name)
  const dist = join(to, 'dist')
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) }
  const [tool = '', ...options] = manifest.scripts.build.split(' ')
  await run(join(at, 'node_modules/.bin', tool), [...options, '--out-dir', dist], { cwd: at, env })
  const { publishConfig, ...rest } = manifest
  writeFileSync(join(to, 'package.json'), JSON.stringify({ ...rest, exports: publishConfig.exports }))
  return readdirSync(dist)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(dist, name))
}
