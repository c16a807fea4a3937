import type { Evidence, Gate } from '../gate.ts'
import { gated } from '../plan.ts'
import { groups } from '../scenarios.ts'
import { at, names, notAbove, worst } from './measures.ts'

/** Shares of a run of so many seconds, of which all calls beyond the fault's window succeed. */
const overall = (evidence: Evidence, scenario: string, seconds: number): number =>
  100 - ((100 - at(evidence, scenario, 'success')) * 90) / seconds

/** How far below no retry, in points, at the worst failure rate. */
const below = (evidence: Evidence, model: string, scenarios: readonly string[]): number =>
  worst(scenarios.map((name) => at(evidence, name, 'during', 'no retry') - at(evidence, name, 'during', model)))

const partials = names(groups.partials)
const upTo75 = partials.filter((name) => Number(name.slice(1)) <= 75)

/** What was reached before, with some slack. */
export const regressions: readonly Gate[] = [
  notAbove('G1 S1', 'requests per call while all fail', ['S1', 'amp'], 0.6),
  notAbove('G1 S1', 'seconds to recover from an outage', ['S1', 'ttrS'], 10),
  notAbove('G1 S1c', 'the same with 5,000 clients: requests', ['S1c', 'amp'], 1),
  notAbove('G1 S1c', 'seconds', ['S1c', 'ttrS'], 28),
  notAbove('G1 budget', 'without the throttle: requests', ['S1', 'amp', 'recourse budget'], 1.05),
  notAbove('G1 budget', 'seconds', ['S1', 'ttrS', 'recourse budget'], 0),
  notAbove('G2 S2', 'seconds to recover from a brownout', ['S2', 'ttrS'], 5),
  { id: 'G2 S2', sentence: 'percent of the calls of 300 s', measure: (it) => overall(it, 'S2', 300), least: 91 },
  {
    id: 'G2 S2',
    sentence: 'percent of the work of 300 s that nobody waited for',
    measure: (it) => at(it, 'S2', 'staleWork') / (3 * 800),
    most: 6,
  },
  notAbove('G2 S2-900', 'seconds', ['S2-900', 'ttrS'], 5),
  notAbove('G2 quarter', 'seconds', ['S2-quarter', 'ttrS'], 15),
  notAbove('G3 S3', 'seconds to recover from a black hole', ['S3', 'ttrS'], 25),
  { id: 'G3 S3', sentence: 'percent of the calls of 400 s', measure: (it) => overall(it, 'S3', 400), least: 87.5 },
  notAbove('G4 S2c', 'seconds to recover with 5,000 clients', ['S2c', 'ttrS'], 35),
  {
    id: 'G4 fuzz',
    sentence: 'random policies without an unsafe option that stay down',
    measure: ({ fuzzed }) => fuzzed.filter(({ staysDown }) => staysDown).length,
    most: 0,
  },
  {
    id: 'G5',
    sentence: 'points under no retry, up to 75 % failures',
    measure: (it) => below(it, 'recourse', upTo75),
    most: 1,
  },
  {
    id: 'G5',
    sentence: 'the same without the throttle, at any rate',
    measure: (it) => below(it, 'recourse budget', partials),
    most: 1,
  },
  {
    id: 'G5',
    sentence: 'share of what no retry brings at 90 % failures',
    measure: (it) => at(it, 'P90', 'during') / at(it, 'P90', 'during', 'no retry'),
    least: 0.5,
  },
  { id: 'G5 P60', sentence: 'percent while 60 % fail', measure: (it) => at(it, 'P60', 'during'), least: 42 },
  { id: 'G5 P30', sentence: 'percent while 30 % fail', measure: (it) => at(it, 'P30', 'during'), least: 80 },
  {
    id: 'G6 5 %',
    sentence: 'percent with steady errors of 5 %',
    measure: (it) => at(it, 'S6-5', 'during'),
    least: 99.9,
  },
  {
    id: 'G6 20 %',
    sentence: 'percent with steady errors of 20 %',
    measure: (it) => at(it, 'S6-20', 'during'),
    least: 98.5,
  },
  notAbove('G7 herd', 'requests per success, as many clients as the limit', ['herd-1', 'perSuccess'], 1.1),
  notAbove('G7 herd', 'twice as many', ['herd-2', 'perSuccess'], 1.1),
  notAbove('G7 herd', 'ten times as many', ['herd-10', 'perSuccess'], 3),
  {
    id: 'G7 early',
    sentence: 'requests before the stated time',
    measure: (it) =>
      worst(names(groups.herds, groups.patient).flatMap((name) => gated.map((model) => at(it, name, 'early', model)))),
    most: 0,
  },
]
