import type { supportReport } from '@recourse/core'
import type { Expected } from './call.ts'
import { type Checked, type Difference, countAsExpected } from './check.ts'
import { clients, expectedOf } from './clients.ts'
import { cellText } from './columns.ts'
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
}>

/** `columns`: the drawn calls, and then those of every other client. */
export function documentOf(columns: readonly (readonly Checked[])[], support: Document['support']): Document {
  const [calls = [], ...others] = columns.map((column, index) =>
    column.map(({ result, ...checked }) => ({
      ...result,
      cell: cellText(result),
      expected: expectedOf(clients[index]!, table[result.number - 1]!),
      ...checked,
    })),
  )
  const total = table.length * clients.length
  return { outcomes: { asExpected: countAsExpected(columns.flat()), total }, calls, support, cells: others.flat() }
}
