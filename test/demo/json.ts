import type { supportReport } from '@recourse/core'
import type { Expected } from './call.ts'
import { type Checked, type Difference, countAsExpected } from './check.ts'
import { clients, expectedOf } from './clients.ts'
import { cellText } from './columns.ts'
import type { Claim } from './check-outage.ts'
import type { Outage } from './outage.ts'
import type { Result } from './play.ts'
import { table } from './table.ts'

type Account = Result &
  Readonly<{ expected: Expected; differences: readonly Difference[]; deviation?: string; cell: string }>

/** One document for the whole run: Recourse's account of each call, the server's, and the table's. */
export type Document = Readonly<{
  outcomes: Readonly<{ asExpected: number; total: number }>
  calls: readonly Account[]
  support: Readonly<{ call: number; report: ReturnType<typeof supportReport> | null }>
  /** The same calls through the other clients, client by client. */
  cells: readonly Account[]
  /** The last scene: its curves, and what was expected of it. */
  outage: Outage & Readonly<{ claims: readonly Claim[] }>
}>

/** `columns`: the drawn calls, and then those of every other client. */
export function documentOf(
  columns: readonly (readonly Checked[])[],
  support: Document['support'],
  outage: Document['outage'],
): Document {
  const [calls = [], ...others] = columns.map((column, index) =>
    column.map(({ result, ...checked }) => ({
      ...result,
      cell: cellText(result),
      expected: expectedOf(clients[index]!, table[result.number - 1]!),
      ...checked,
    })),
  )
  const all = [...columns.flat(), ...outage.claims]
  const outcomes = { asExpected: countAsExpected(all), total: all.length }
  return { outcomes, calls, support, cells: others.flat(), outage }
}
