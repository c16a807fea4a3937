import type { PolicyInput } from '@recourse/core'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Played, judgeOf } from '../check.ts'
import { startService } from '../service.ts'
import { type Stage, failuresOf, playedBy } from '../stage.ts'
import { watchRedis } from '../watch.ts'

const failures = 5
const knownMs = 250
const calls = 10

const policy: PolicyInput = {
  closed: 'refuse',
  maxAttempts: 1,
  throttle: false,
  breaker: { failureRate: null, consecutive: failures, openMs: 10_000 },
}

/** The service fails for one of the fleet alone; the others find the breaker open. */
export async function breaker({ redis, fleet }: Stage): Promise<Played> {
  const [first, ...others] = fleet.members
  if (first === undefined) throw new Error('nobody is there')
  const service = await startService((_, by) => ({ status: by === first.name ? 500 : 200 }))
  const watch = await watchRedis(redis.port)
  try {
    const work = { url: service.url, policy, workers: 1, restMs: 0 }
    const known = await Promise.all(others.map((member) => member.work({ ...work, calls: 1 })))
    await sleep(knownMs)
    const one = await first.work({ ...work, calls: failures })
    const key = new URL(service.url).host
    const written = await watch.until(
      ({ key: its, state }) => its.endsWith(key) && (state.breaker?.leases ?? null) !== null,
    )
    await sleep(knownMs)
    const { length } = service.log
    const failedAtMs = service.log.at(-1)?.atMs ?? 0
    const refused = await Promise.all(others.map((member) => member.work({ ...work, calls })))
    const { show, equal } = judgeOf('A breaker that one has opened')
    return playedBy(
      service,
      [...known, one, ...refused],
      [
        equal('calls of the others before', failuresOf(known), 'none'),
        equal('what opened it', failuresOf([one]), `${failures} status 500`),
        show('ms from the last failure to Redis', written.atMs - failedAtMs),
        equal(
          'calls of each of the others after 250 ms',
          failuresOf(refused),
          others.map(() => `${calls} circuit_open`).join(', '),
        ),
        equal('sent by them', service.log.length - length, 0),
      ],
    )
  } finally {
    watch.close()
    await service.close()
  }
}
