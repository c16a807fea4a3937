import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** The program; `REDIS_SERVER` names another one, such as `valkey-server`. */
const program = process.env['REDIS_SERVER'] ?? 'redis-server'

/** Why there is no server to test with, or undefined where there is one. In continuous integration it has to be there. */
export function noServer(): string | undefined {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return undefined
  } catch (error) {
    if (process.env['CI']) throw new Error(`${program} is missing: install it`, { cause: error })
    return `${program} is not installed`
  }
}

export type Server = Readonly<{
  port: number
  /** Ends it at once, as a crash does. */
  kill: () => Promise<void>
  /** Starts it again, empty, on the same port. */
  start: () => Promise<void>
  /** Stops it and lets it go on, with what it holds: it accepts commands and does not answer. */
  hang: () => void
  resume: () => void
}>

/** A server of its own on the loopback, which keeps nothing on disk. `further`: what is said on its command line besides. */
export async function startServer(further: Readonly<Record<string, string>> = {}): Promise<Server> {
  const port = await freePort()
  let child: ChildProcess | undefined
  const server: Server = {
    port,
    async start() {
      const options = { port: String(port), bind: '127.0.0.1', save: '', appendonly: 'no', ...further }
      const started = spawn(
        program,
        Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      child = started
      for await (const chunk of started.stdout) if (String(chunk).includes('Ready to accept connections')) return
      throw new Error(`${program} did not start on port ${port}`)
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    hang: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  }
  await server.start()
  return server
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
