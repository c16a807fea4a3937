import type { Evidence, Gate } from '../gate.ts'
import { gated } from '../plan.ts'
import { groups } from '../scenarios.ts'
import { type Column, at, names, worst } from './measures.ts'

/** Without pacing the spread after a stated wait is that of each call alone, by the table of stated waits. */
const spreads = (model: string): boolean => model !== 'recourse'

const ofModel = (model: string, clients: number): readonly Gate[] => {
  const scenarios = names(groups.patient).filter((name) => name.endsWith(`/${clients}`))
  const id = `${model.replace('recourse ', '')}/${clients}`
  const all = (evidence: Evidence, column: Column): number =>
    worst(scenarios.map((name) => at(evidence, name, column, model)))
  return [
    {
      id,
      sentence: 'peak after the fault, in capacities',
      measure: (it) =>
        worst(
          scenarios
            .filter((name) => spreads(model) || !name.startsWith('ratelimit'))
            .map((name) => at(it, name, 'peak', model)),
        ),
      most: clients > 100 ? 1.5 : 2,
    },
    { id, sentence: 'seconds to recover', measure: (it) => all(it, 'ttrS'), most: 20 },
    {
      id,
      sentence: 'points under no retry, of those served within 10 s',
      measure: (it) =>
        worst(scenarios.map((name) => at(it, name, 'success', 'no retry') - at(it, name, 'success', model))),
      most: 2.5,
    },
  ]
}

const held = (name: string, least: number): readonly Gate[] =>
  [1_000, 20].map((clients) => ({
    id: `hold/${clients}`,
    sentence: `percent served within 10 s: ${name}`,
    measure: (it: Evidence) => at(it, `${name}/${clients}`, 'success', 'recourse hold'),
    least,
  }))

/** Users who wait ten seconds. */
export const patient: readonly Gate[] = [
  ...gated.flatMap((model) => [1_000, 20].flatMap((clients) => ofModel(model, clients))),
  ...held('outage', 68),
  ...held('ratelimit', 67),
  ...held('brownout-deep', 60),
]
