import { isDeepStrictEqual } from 'node:util'
import type { Expected } from './call.ts'
import type { Result } from './play.ts'

/** One thing that is not as the table says, or in which Recourse and the server tell different stories. */
export type Difference = Readonly<{ what: string; expected: unknown; got: unknown }>

/** `deviation`: why this client was held to something else than the table. */
export type Checked = Readonly<{ result: Result; differences: readonly Difference[]; deviation?: string }>

/** What counts of an outcome. */
export type Judged = Pick<Checked, 'differences'>

export const countAsExpected = (judged: readonly Judged[]): number =>
  judged.filter(({ differences }) => differences.length === 0).length

export const differenceText = ({ what, expected, got }: Difference): string => {
  const [wanted, found] = [expected, got].map((value) => JSON.stringify(value) ?? 'nothing')
  return `${what}: expected ${wanted}, got ${found}`
}

/** For the process. */
export const exitCodeOf = (judged: readonly Judged[]): number => (countAsExpected(judged) === judged.length ? 0 : 1)

export const withoutRoute = (path: string): string => path.replace(/^\/r\d+(?=\/)/, '')

/** Servers give their time in whole seconds. */
const clockMs = 2_000

/** Compares what came of a call with its row of the table, and the verdict with the server's own log. */
export function check(expected: Expected, result: Result): readonly Difference[] {
  const { fault, decision, events, server, request, user, waits, hands } = result
  const attempts = events.filter(({ type }) => type === 'attempt').length
  const end = result.recovered ? 'recovered' : decision?.retry === false ? decision.reason : null
  const seen = server.map(({ method, path, bodyHash }) => ({ method, path: withoutRoute(path), bodyHash }))
  const retryInMs = decision?.retry === false && fault ? (decision.retryAtMs ?? NaN) - fault.atMs : NaN

  const pairs: readonly (readonly [what: string, expected: unknown, got: unknown])[] = [
    ['attempts', expected.attempts, attempts],
    ['requests at the server', expected.attempts, server.length],
    ['what the server received', server.map(() => request), seen],
    ['statuses, by Recourse and by the server', server.map(({ status }) => status), statusesIn(result)],
    ['kind', expected.kind, fault?.kind],
    ['code', expected.code, fault?.code],
    ['effect', expected.effect, fault?.effect],
    ['request id', expected.requestId, fault?.requestId],
    ['end', expected.end, end],
    ['words for the user', expected.says, user?.key],
    ['fields named to the user', expected.fields ?? [], user?.fields.map(({ path }) => path)],
    ['what the caller has in hand', hands.wanted, hands.got],
    ['number of waits', expected.waitsMs.length, waits.length],
  ]
  const limits = waits.flatMap(({ delayMs, gapMs }, index) => [
    [`wait ${index + 1} by the server's clock, at least`, expected.waitsMs[index] ?? 0, gapMs] as const,
    [`wait ${index + 1} by the server's clock, at least as decided`, delayMs, gapMs] as const,
  ])
  return [
    ...pairs.filter(([, wanted, got]) => !isDeepStrictEqual(wanted, got)),
    ...limits.filter(([, least, got]) => !(got >= least)),
    ...(expected.retryInMs === undefined || Math.abs(retryInMs - expected.retryInMs) <= clockMs
      ? []
      : [['milliseconds until a retry makes sense', expected.retryInMs, retryInMs] as const]),
  ].map(([what, wanted, got]) => ({ what, expected: wanted, got }))
}

/** The status of each attempt as Recourse tells it; null: no answer. */
function statusesIn({ events, outcome }: Result): readonly (number | null)[] {
  const ends = new Map<number, number | null>()
  for (const event of events) {
    if (event.type === 'attempt') ends.set(event.attempt, 'resolved' in outcome ? outcome.resolved : null)
    else if (event.type === 'retry' || event.type === 'give_up') ends.set(event.attempt, event.fault.status)
  }
  return [...ends.values()]
}
