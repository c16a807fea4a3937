import { type Played, judgeOf } from '../check.ts'
import { fine, startService } from '../service.ts'
import { type Stage, between, failuresOf, playedBy } from '../stage.ts'
import { scriptsRun } from '../watch.ts'

const [manyCalls, hungCalls] = [1_250, 250]
/** By then no command can have failed for want of an answer. */
const hungMs = 400

/** All is well, and Redis is asked for as little as can be; then it does not answer at all. */
export async function success({ redis, fleet }: Stage): Promise<Played> {
  const service = await startService(fine)
  try {
    const { log } = service
    const work = { url: service.url, policy: { pacing: {}, breaker: {} }, workers: 5, restMs: 0 }
    const playAll = (calls: number): ReturnType<Stage['fleet']['members'][number]['work']>[] =>
      fleet.members.map((member) => member.work({ ...work, calls }))
    const scriptsBefore = await scriptsRun(redis.port)
    const many = await Promise.all(playAll(manyCalls))
    const scripts = (await scriptsRun(redis.port)) - scriptsBefore
    const tookMs = (log.at(-1)?.atMs ?? 0) - (log[0]?.atMs ?? 0)
    const callsBefore = log.length

    redis.hang()
    const hungAtMs = Date.now()
    const hung = await Promise.all(playAll(hungCalls))
    const endMs = Date.now()
    redis.resume()

    const { show, equal, least, most } = judgeOf('The path of a call that succeeds')
    return playedBy(
      service,
      [...many, ...hung],
      [
        show('calls, and ms that they took', `${callsBefore} in ${tookMs}`),
        show('commands for them', scripts),
        // a batch is sent 40 times a second, and some are sent again, as others were faster
        most('commands of a process in a second', scripts / 4 / (tookMs / 1_000), 160),
        equal('calls that failed', failuresOf(many), 'none'),
        equal(
          'calls that succeeded while Redis hung',
          hung.reduce((sum, { ok }) => sum + ok, 0),
          4 * hungCalls,
        ),
        least(
          'of them in its first 400 ms, before any command can fail',
          between(log, hungAtMs, hungAtMs + hungMs).length,
          100,
        ),
        show('ms until the last of them was done', endMs - hungAtMs),
      ],
    )
  } finally {
    redis.resume()
    await service.close()
  }
}
