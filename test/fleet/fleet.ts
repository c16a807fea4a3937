import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { libraries } from '../redis/clients.ts'
import type { Done, Events, Order, Report, Work } from './messages.ts'

export type Member = Readonly<{
  name: string
  /** Begins to work; resolves when it is done, or stopped. */
  work(work: Work): Promise<Done>
  /** Ends its work at this service; what waits is given up. */
  stop(url: string): Promise<void>
  events(): Promise<Events>
  leave(): void
}>

export type Fleet = Readonly<{ members: readonly Member[]; leave(): void }>

/** Four processes, two with each library. `isAlone`: each keeps what it knows to itself. */
export async function startFleet(port: number, isAlone: boolean): Promise<Fleet> {
  const crew = ['a', 'b', 'c', 'd'].map((name, index) => startMember(name, libraries[index % 2]!, port, isAlone))
  const members = await Promise.all(crew)
  return { members, leave: () => members.forEach((member) => member.leave()) }
}

const program = fileURLToPath(new URL('./member.ts', import.meta.url))

async function startMember(name: string, library: string, port: number, isAlone: boolean): Promise<Member> {
  const child = fork(program, [name, library, String(port), isAlone ? 'alone' : 'shared'], {
    execArgv: ['--conditions=@recourse/source'],
  })
  const reports = new Map<number, (result: Report['result']) => void>()
  const ready = new Promise((resolve) => reports.set(0, resolve))
  child.on('message', ({ number, result }: Report) => {
    reports.get(number)?.(result)
    reports.delete(number)
  })
  // nobody waits for a process that is gone
  const end = endOf(child, name)
  end.catch(() => undefined)
  await Promise.race([ready, end])
  let last = 0

  function ask(orderOf: (number: number) => Order): Promise<Report['result']> {
    const number = ++last
    return Promise.race([
      new Promise<Report['result']>((resolve) => {
        reports.set(number, resolve)
        child.send(orderOf(number))
      }),
      end,
    ])
  }

  return {
    name,
    work: async (work) => (await ask((number) => ({ number, task: 'work', work }))) as Done,
    stop: async (url) => void (await ask((number) => ({ number, task: 'stop', url }))),
    events: async () => (await ask((number) => ({ number, task: 'events' }))) as Events,
    leave: () => child.disconnect(),
  }
}

const endOf = (child: ChildProcess, name: string): Promise<never> =>
  new Promise((_, reject) => {
    child.once('exit', (code) => reject(new Error(`process ${name} has ended with code ${code}`)))
  })
