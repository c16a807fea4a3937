// Run in a package's own folder: packs what would be published and looks at it as a stranger would.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const REQUIRED = ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']
const ALLOWED = /^(dist\/.*|docs\/.*\.md|LICENSE|README\.md|CHANGELOG\.md|package\.json)$/
/** What only this repository understands. */
const LOCAL = ['workspace:', 'catalog:', '@recourse/source']

const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
const tarball = join(folder, 'package.tgz')
const tools = join(import.meta.dirname, '../node_modules/.bin')
const env = { ...process.env, PATH: [tools, process.env['PATH']].join(delimiter) }

try {
  execFileSync('pnpm', ['pack', '--out', tarball], { stdio: ['ignore', 'ignore', 'inherit'] })
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n')
  const names = files.map((file) => file.replace(/^package\//, ''))
  const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  const complaints = [
    ...REQUIRED.filter((name) => !names.includes(name)).map((name) => `${name} is missing from the package`),
    ...names.filter((name) => !ALLOWED.test(name)).map((name) => `${name} does not belong in the package`),
    ...LOCAL.filter((word) => manifest.includes(word)).map((word) => `package.json still says ${word}`),
  ]
  for (const complaint of complaints) console.error(complaint)
  const tried = [
    spawnSync('publint', ['run', tarball, '--strict'], { env, stdio: 'inherit' }),
    spawnSync('attw', [tarball, '--profile', 'esm-only'], { env, stdio: 'inherit' }),
  ]
  process.exitCode = complaints.length > 0 || tried.some((each) => each.status !== 0) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
