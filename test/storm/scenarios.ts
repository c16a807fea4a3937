import { type Kind, type Scenario, afterS, usual } from './scenario.ts'

const warmS = 30

type Changes = Partial<Scenario> & Readonly<{ name: string; about: string }>

/** A trouble of so many seconds, after a while without, and the minute after it. */
function scenario(changes: Changes, what: Kind, troubleS = 30, fromS = warmS): Scenario {
  const trouble = { ...what, fromS, untilS: fromS + troubleS }
  return { ...usual, trouble, lengthS: fromS + troubleS + afterS, ...changes }
}

const half: Kind = { kind: 'slow', factor: 0.5 }
/** Browsers: each with little to do. */
const many: Partial<Scenario> = { clients: 5_000, policy: { budget: 'browser' } }

const outages: readonly Scenario[] = [
  scenario({ name: 'S1', about: 'outage of 30 s: 503 at once' }, { kind: 'outage' }),
  scenario({ name: 'S1c', about: 'the same with 5,000 small clients', ...many }, { kind: 'outage' }),
]

const overloads: readonly Scenario[] = [
  scenario({ name: 'S2', about: 'half the capacity for 30 s, unbounded queue' }, half),
  scenario({ name: 'S2-900', about: 'the same at 900 a second', rate: 900 }, half),
  scenario({ name: 'S2-quarter', about: 'a quarter of the capacity for 30 s' }, { kind: 'slow', factor: 0.25 }),
  scenario({ name: 'S2-120s', about: 'half the capacity for 120 s' }, half, 120),
  scenario({ name: 'S2-20', about: 'S2 with 20 clients', clients: 20 }, half),
  scenario({ name: 'S2-1000', about: 'S2 with 1,000 clients', clients: 1_000 }, half),
  scenario({ name: 'S2b', about: 'S2 with a queue of 500, the rest shed with 503', maxQueue: 500 }, half),
  scenario({ name: 'S2c', about: 'S2 with 5,000 small clients', ...many }, half),
  scenario({ name: 'S3', about: 'nothing is answered for 30 s, then the whole queue' }, { kind: 'slow', factor: 0 }),
]

const partial = (share: number, more: Partial<Changes> = {}, status: 500 | 503 = 500, fast = false): Scenario =>
  scenario(
    { name: `P${100 * share}`, about: `${100 * share} % of attempts fail with 500 for 60 s`, ...more },
    { kind: 'partial', share, status, fast },
    60,
  )

const partials: readonly Scenario[] = [0.3, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9].map((share) => partial(share))

const steady = (share: number): Scenario => ({
  ...partial(share, { name: `S6-${100 * share}`, about: `${100 * share} % of attempts fail, from the start` }),
  trouble: { kind: 'partial', share, status: 500, fast: false, fromS: 0, untilS: 100 },
  lengthS: 100,
})

const steadies: readonly Scenario[] = [
  ...[0.01, 0.05, 0.2].map(steady),
  scenario({ name: 'blip', about: 'outage of 5 s' }, { kind: 'outage' }, 5),
]

const herd = (ratio: number): Scenario => ({
  ...usual,
  name: `herd-${ratio}`,
  about: `1,000 clients call at once and are told to wait 10 s; then ${1_000 / ratio} a second may`,
  clients: 1_000,
  rate: 0,
  limit: { requests: 1_000 / ratio, windowMs: 1_000 },
  trouble: { kind: 'limit', retryAfterMs: 10_000, fromS: 0, untilS: 1 },
  lengthS: 120,
  patienceS: 120,
  policy: { maxAttempts: 10 },
})

const herds: readonly Scenario[] = [1, 2, 10].map(herd)

/** The second simulation states no queue and no time limit: a queue of 200 is shallow, 4,000 deep, and an attempt takes at most 2 s. */
const second = { attemptTimeoutMs: 2_000, maxQueue: 200, policy: { totalTimeoutMs: 10_000 } } as const
const deep = { ...second, maxQueue: 4_000 } as const

const patient = (clients: number): readonly Scenario[] => {
  const named = (name: string, about: string): Changes => ({ name: `${name}/${clients}`, about, clients, ...second })
  return [
    scenario(named('outage', 'outage of 30 s; users wait 10 s'), { kind: 'outage' }),
    scenario(named('hang', 'requests are lost for 30 s'), { kind: 'hang' }),
    scenario(named('brownout', 'half the capacity for 60 s'), half, 60),
    scenario(
      {
        ...named('ratelimit', 'all are told the same time to return, 30 s long; a limit of 1,000 a second after it'),
        limit: { requests: 1_000, windowMs: 1_000 },
      },
      { kind: 'limit', retryAfterMs: null },
    ),
    scenario({ ...named('outage-deep', 'outage with a queue of 4,000'), ...deep }, { kind: 'outage' }),
    scenario({ ...named('brownout-deep', 'half the capacity for 60 s with a queue of 4,000'), ...deep }, half, 60),
  ]
}

const fasts: readonly Scenario[] = [
  partial(0.6, { name: 'P60-fast', about: '60 % fail before any work' }, 500, true),
  partial(0.6, { name: 'P60-503', about: '60 % fail with 503' }, 503),
  partial(0.9, { name: 'P90-503', about: '90 % fail with 503' }, 503),
  scenario(
    {
      name: 'S2b-hint',
      about: 'S2b, and what is shed is told to wait a second',
      maxQueue: 500,
      shedRetryAfterMs: 1_000,
    },
    half,
  ),
]

/** The groups of the tables. */
export const groups = {
  outages,
  overloads,
  partials,
  steadies,
  herds,
  patient: [...patient(1_000), ...patient(20)],
  more: fasts,
} as const satisfies Readonly<Record<string, readonly Scenario[]>>

export const scenarios: readonly Scenario[] = Object.values(groups).flat()
