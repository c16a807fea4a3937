import { describe, expect, test } from 'vitest'
import { admit } from '../../../../test/fixtures/admit.ts'
import { manualClock, mostChance } from '../../../../test/fixtures/clock.ts'
import { callOf, faultWith, fieldOf } from '../../../../test/fixtures/nouns.ts'
import { type StatedWait, serverDateMs, statedWaits } from '../../../../test/fixtures/stated-waits.ts'
import { type Decision } from '../nouns/decision.ts'
import { defaultPolicy } from '../nouns/policy.ts'
import { mira } from '../knowledge/providers/index.ts'
import { ofStatus } from '../knowledge/status.ts'
import { createRecourse } from '../rim/recourse.ts'
import { decide } from './decide.ts'
import { retryHint, serverTime } from './retry-hint.ts'

const hourMs = 3_600_000
const skews = [0, hourMs, -hourMs]
/** Each row with a local clock that is right, an hour ahead and an hour behind; without a Date the skew cannot be corrected. */
const cases = statedWaits.flatMap((wait) =>
  skews
    .filter((skewMs) => skewMs === 0 || !wait.dateless)
    .map((skewMs) => [wait.row, skewMs / hourMs, skewMs, wait] as const),
)

type Judge = (
  wait: StatedWait,
  localMs: number,
  chance: number,
) => Readonly<{ decision: Decision; stated: number | null }>

/** The steps one by one. */
const byHand: Judge = (wait, localMs, chance) => {
  const header = fieldOf(wait.headers(serverDateMs))
  const [kind, retryable] = ofStatus(wait.status)
  const time = serverTime(header, localMs)
  const stated = retryable ? (retryHint({ header, time, kind, status: wait.status, reading: {} })?.ms ?? null) : null
  const decision = decide({
    fault: faultWith({ kind, retryable, status: wait.status, method: wait.method, retryAfterMs: stated }),
    policy: defaultPolicy,
    provider: wait.provider === 'mira' ? mira : null,
    disabled: false,
    aborted: false,
    ownedElsewhere: false,
    replayable: true,
    idempotent: false,
    statements: 0,
    elapsedMs: 0,
    serverNowMs: time.nowMs,
    random: () => chance,
  })
  return { decision, stated }
}

/** Through the whole of it, as an adapter calls it. */
const byRecourse: Judge = (wait, localMs, chance) => {
  const clock = manualClock({ nowMs: localMs, chance })
  const recourse = createRecourse({ clock })
  const { method, provider } = wait
  const ticket = admit(recourse, callOf({ method, ...(provider === undefined ? {} : { options: { provider } }) }))
  const decision = recourse.settle(ticket, {
    method,
    url: 'https://api.example.com/things',
    phase: 'headers',
    attempt: 1,
    atMs: localMs,
    replayable: true,
    status: wait.status,
    headers: wait.headers(serverDateMs),
  })
  return { decision, stated: decision.fault.retryAfterMs }
}

test('the table has its twenty-six rows', () => {
  const rows = new Set(statedWaits.map(({ row }) => row.split(':')[0]))
  expect([...rows]).toEqual(Array.from({ length: 26 }, (_, index) => String(index + 1)))
})

describe.each([
  ['step by step', byHand],
  ['through admit and settle', byRecourse],
])('a stated wait, %s', (_, judge) => {
  test.each(cases)('of row %s is right with a local clock that is off by %d h', (_, __, skewMs, wait) => {
    const least = judge(wait, serverDateMs + skewMs, 0)
    const most = judge(wait, serverDateMs + skewMs, mostChance)
    expect([least.stated, most.stated]).toEqual([wait.stated, wait.stated])
    const expected = wait.decision
    if (expected.retry) {
      expect(least.decision).toMatchObject({ retry: true, delayMs: expected.min, attempt: 2 })
      expect(most.decision).toMatchObject({ retry: true, delayMs: expected.max, attempt: 2 })
      return
    }
    for (const { decision } of [least, most]) {
      expect(decision).toMatchObject({ retry: false, reason: expected.reason })
      expect(decision.retry ? undefined : decision.retryAtMs).toBe(
        expected.reason === 'wait_too_long' ? expected.retryAt(serverDateMs) : undefined,
      )
    }
  })
})
