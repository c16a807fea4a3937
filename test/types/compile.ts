import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** As they are called where they are installed. */
export const compilers = { '7': 'typescript', '6': 'typescript-6' } as const

export type Compiler = keyof typeof compilers

const installed = join(import.meta.dirname, '../node_modules')

/**
 * The errors of all programs in this folder, compiled as one, each a line that begins with its file. The compiler runs in a process of
 * its own, by its command line.
 */
export async function errorsOf(
  compiler: Compiler,
  programs: string,
  config: Readonly<{ extends?: string; compilerOptions: object }>,
): Promise<readonly string[]> {
  const files = readdirSync(programs).map((name) => join(programs, name))
  const folder = mkdtempSync(join(tmpdir(), 'recourse-tsconfig-'))
  const project = join(folder, 'tsconfig.json')
  writeFileSync(project, JSON.stringify({ ...config, files }))
  const tsc = join(installed, compilers[compiler], 'bin/tsc')
  try {
    return await new Promise((resolve, reject) => {
      const args = [tsc, '-p', project, '--noEmit', '--pretty', 'false']
      execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        const lines = stdout.split('\n').filter((line) => /(?:^|: )error TS\d+: /.test(line))
        // a compiler that fails without naming an error has not compiled
        if (error !== null && lines.length === 0) reject(new Error(stdout + stderr, { cause: error }))
        else resolve(lines)
      })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
