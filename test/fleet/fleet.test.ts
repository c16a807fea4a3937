import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, noServer, startServer } from '../redis/server.ts'
import { type Check, type Played, drawChecks } from './check.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { type SceneName, scenes } from './scenes/all.ts'

const missing = noServer()
/** Longer windows than a second: the machine may be busy, and time that was not used is made up for within a tenth of one. */
const limits = { windowMs: 2_000, windows: 2 }
let redis: Server
const fleets: Fleet[] = []
let alone: Promise<Played>

beforeAll(async () => {
  if (missing !== undefined) return
  redis = await startServer()
  fleets.push(...(await Promise.all([startFleet(redis.port, false), startFleet(redis.port, true)])))
  alone = play(fleets[1]!, ['pause', 'breaker'])
  alone.catch(() => undefined)
}, 30_000)
afterAll(async () => {
  for (const fleet of fleets) fleet.leave()
  if (missing === undefined) await redis.kill()
})

async function play(fleet: Fleet, names: readonly SceneName[]): Promise<Played> {
  const played = await Promise.all(names.map((name) => scenes[name]({ redis, fleet, ...limits })))
  const checks = played.flatMap((each) => each.checks)
  console.log(drawChecks(checks).join('\n'))
  return { checks, heldUpMs: Math.max(...played.map((each) => each.heldUpMs)) }
}

const failed = ({ checks }: Played): readonly Check[] => checks.filter(({ holds }) => !holds)

/** Who stands still longer cannot be in time: that says nothing of the bounds, and is played again. */
const mostHeldUpMs = 100

const sentences: readonly (readonly [sentence: string, names: readonly SceneName[]])[] = [
  ['all wait when one is told to, and find a breaker open that one has opened', ['pause', 'breaker']],
  ['use up a limit, and stay below it', ['given', 'stated']],
  ['go on without it, and share again once it is back', ['outage']],
  ['ask it for little, and never wait for it', ['success']],
]
const options = { timeout: 60_000 }

describe('four processes that share a Redis', () => {
  for (const [sentence, names] of sentences)
    test(sentence, options, async (context) => {
      context.skip(missing !== undefined, missing)
      let played = await play(fleets[0]!, names)
      for (let again = 0; again < 2 && failed(played).length > 0 && played.heldUpMs > mostHeldUpMs; again++)
        played = await play(fleets[0]!, names)
      expect(failed(played), `a process stood still for ${Math.round(played.heldUpMs)} ms`).toEqual([])
    })
})

test('four processes that share nothing fail these bounds', options, async (context) => {
  context.skip(missing !== undefined, missing)
  expect(new Set(failed(await alone).map(({ scene }) => scene)).size).toBe(2)
})

const main = fileURLToPath(new URL('main.ts', import.meta.url))

test.each([
  [['--only', 'pause,none'], 'Nothing is named none'],
  [['--windows', '0'], 'An integer from 1 to 600'],
])(
  'a wrong argument ends with code 2, on stderr, with what is right: %s',
  (given, said) => {
    const args = ['--conditions=@recourse/source', main, ...given]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(said)
  },
  30_000,
)
