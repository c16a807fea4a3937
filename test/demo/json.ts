import type { supportReport } from '@recourse/core'
import type { Expected } from './call.ts'
import { type Checked, type Difference, countAsExpected } from './check.ts'
import type { Result } from './play.ts'
import { table } from './table.ts'

/** One document for the whole run: Recourse's account of each call, the server's, and the table's. */
export type Document = Readonly<{
  outcomes: Readonly<{ asExpected: number; total: number }>
  calls: readonly (Result & Readonly<{ expected: Expected; differences: readonly Difference[] }>)[]
  support: Readonly<{ call: number; report: ReturnType<typeof supportReport> | null }>
}>

export const documentOf = (checked: readonly Checked[], support: Document['support']): Document => ({
  outcomes: { asExpected: countAsExpected(checked), total: table.length },
  calls: checked.map(({ result, differences }) => ({
    ...result,
    expected: table[result.number - 1]!.expected,
    differences,
  })),
  support,
})
