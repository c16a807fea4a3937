import type { Model } from '../world.ts'
import { repeating } from './repeating.ts'

const windowMs = 120_000

const sre: Model = {
  name: 'SRE throttle',
  about: 'Site Reliability Engineering, chapter 21: two minutes, K = 2, local rejections count; no retry.',
  client(world) {
    const requests = createCounter()
    const accepts = createCounter()
    return repeating(world, {
      retries: 0,
      wants: () => false,
      delayMs: () => 0,
      admits() {
        const all = requests.sum(world.nowMs())
        const refused = Math.max(0, (all - 2 * accepts.sum(world.nowMs())) / (all + 1))
        requests.add(world.nowMs())
        return world.random() >= refused
      },
      succeeded: () => accepts.add(world.nowMs()),
    })
  },
}

/** Events of the last two minutes, in seconds. */
function createCounter(): Readonly<{ add(nowMs: number): void; sum(nowMs: number): number }> {
  const seconds: { second: number; count: number }[] = []
  let total = 0
  const forget = (nowMs: number): void => {
    while (seconds.length > 0 && seconds[0]!.second * 1_000 <= nowMs - windowMs) total -= seconds.shift()!.count
  }
  return {
    add(nowMs) {
      const second = Math.floor(nowMs / 1_000)
      const last = seconds.at(-1)
      total++
      if (last?.second === second) last.count++
      else seconds.push({ second, count: 1 })
    },
    sum(nowMs) {
      forget(nowMs)
      return total
    },
  }
}

const openMs = 30_000

const cockatiel: Model = {
  name: 'cockatiel',
  about:
    'cockatiel 4: opens at five failures in a row, tries one call after 30 s while the others wait for what it tells; no retry.',
  client(world) {
    let [failures, openedMs, probing] = [0, -Infinity, false]
    let state: 'closed' | 'open' | 'half_open' = 'closed'
    let waiting: (() => void)[] = []
    return function take(call) {
      if (state === 'open' && world.nowMs() - openedMs >= openMs) state = 'half_open'
      if (state === 'open') return call.end(false)
      if (state === 'half_open' && probing) return void waiting.push(() => take(call))
      const probe = state === 'half_open'
      if (probe) probing = true
      call.send(({ ok }) => {
        call.end(ok)
        failures = ok ? 0 : failures + 1
        // a late failure of before opens it again: there are no generations
        if (!ok && (state === 'half_open' || (state === 'closed' && failures >= 5))) {
          state = 'open'
          openedMs = world.nowMs()
        } else if (ok && probe && state === 'half_open') state = 'closed'
        if (!probe) return
        probing = false
        const released = waiting
        waiting = []
        for (const go of released) go()
      })
    }
  },
}

export const gates: readonly Model[] = [sre, cockatiel]
