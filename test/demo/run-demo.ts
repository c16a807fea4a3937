import { type SpawnOptions, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
/** What a stranger gives it; the demo alone takes about ten seconds. */
export const patienceMs = 30_000

export type Run = Readonly<{ code: number | null; out: string; complaints: string }>

/** Runs it in a process of its own, for the tests. `imported`: a module of JavaScript that runs before it. */
export async function demo(
  args: readonly string[],
  { imported, killAfterMs, ...options }: SpawnOptions & { imported?: string; killAfterMs?: number } = {},
): Promise<Run> {
  const before = imported === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(imported)}`]
  const child = spawn(process.execPath, ['--conditions=@recourse/source', ...before, main, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  if (killAfterMs !== undefined) child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), killAfterMs))
  const [out, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { code, out, complaints }
}
