import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { drivers } from '../conformance/drivers/index.ts'
import { failed } from '../conformance/steps.ts'
import { type Loopback, startLoopback } from '../loopback/index.ts'
import { bodies } from './bodies.ts'
import type { Case, Seen } from './seen.ts'

const kinds = { 500: 'server', 429: 'rate_limit' } as const
const mostMb = 64

const casesOn = (server: Loopback): readonly Case[] => [
  { name: 'an error as they all are', status: 500, url: server.script([failed(500)]).url },
  ...Object.entries(bodies).flatMap(([name, stepOf]) =>
    Object.keys(kinds).map((status) => ({
      name,
      status: Number(status),
      url: server.script([stepOf(Number(status))]).url,
    })),
  ),
]

async function seenBy(driver: string, cases: readonly Case[]): Promise<readonly Seen[]> {
  const program = fileURLToPath(new URL('./client.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@recourse/source', program, driver], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(cases))
  const lines = (await text(child.stdout)).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Seen)
}

const expectedOf = ({ name, status }: Case): Omit<Seen, 'grownMb'> => ({
  name,
  status,
  settled: true,
  fault: { kind: kinds[status as keyof typeof kinds], status },
})

test.concurrent.each(drivers)(
  '$name survives error bodies of every kind, and tells what they meant',
  { timeout: 90_000 },
  async ({ name }) => {
    const server = await startLoopback()
    const [warmUp, ...cases] = casesOn(server)
    const seen = await seenBy(name, warmUp === undefined ? [] : [warmUp, ...cases])
    expect(seen.map(({ grownMb: _, ...it }) => it)).toEqual(cases.map(expectedOf))
    expect(seen.filter(({ grownMb }) => grownMb >= mostMb)).toEqual([])
    await server.close()
  },
)
