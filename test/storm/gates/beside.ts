import type { Evidence, Gate } from '../gate.ts'
import { rivals } from '../policies/all.ts'
import { groups } from '../scenarios.ts'
import { at, mean, names, notAbove, worst } from './measures.ts'

const judged = names(groups.outages, groups.overloads, groups.partials)
const rows = names(rivals)

const success = (evidence: Evidence, model: string): number =>
  mean(judged.map((name) => at(evidence, name, 'success', model)))

/** One table beside what others do. */
export const beside: readonly Gate[] = [
  {
    id: 'table',
    sentence: 'points of mean success above the best of the others',
    measure: (it) => success(it, 'recourse') - worst(rows.map((model) => success(it, model))),
    least: 0,
  },
  {
    id: 'table',
    sentence: 'points that any other is better in any one scenario',
    measure: (it) =>
      worst(judged.flatMap((name) => rows.map((model) => at(it, name, 'success', model) - at(it, name, 'success')))),
    most: 2,
  },
  {
    id: 'wire',
    sentence: 'requests per call in a storm, up to 100 clients',
    measure: (it) =>
      worst(
        names([...groups.outages, ...groups.overloads].filter(({ clients }) => clients <= 100)).map((name) =>
          at(it, name, 'wire'),
        ),
      ),
    most: 1.05,
  },
  notAbove('wire S1c', 'the same with 5,000 clients in an outage', ['S1c', 'wire'], 1),
]
