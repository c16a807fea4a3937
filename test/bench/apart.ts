import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Measured } from './group.ts'
import type { Timed } from './timed.ts'

/** Measures one client in a process of its own: what V8 has learned of one client's objects would slow the next one down. */
export async function measureApart(
  subject: Timed,
  isQuick: boolean,
  print: (rows: readonly Measured[]) => void,
): Promise<void> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const args = [...process.execArgv, main, '--json', '--only', subject, ...(isQuick ? ['--quick'] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = (): unknown => child.kill()
  process.once('exit', stop)
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  let group: Measured[] = []
  const flush = (): void => {
    if (group.length > 0) print(group)
    group = []
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const { type, ...row } = JSON.parse(line) as Measured & { type: string }
    if (type !== 'pair') continue
    const [last] = group
    if (last !== undefined && (['client', 'path', 'kind'] as const).some((name) => last[name] !== row[name])) flush()
    group.push(row)
  }
  flush()
  const code = await ended
  process.removeListener('exit', stop)
  if (code !== 0) throw new Error(`measuring ${subject} ended with ${code}`)
}
