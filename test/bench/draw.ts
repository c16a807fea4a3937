import type { Measured } from './group.ts'
import type { Size } from './sizes.ts'

const nameWidth = 30
const widths = [10, 10, 10, 8, 7, 9]

const right = (cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padStart(widths[index] ?? 10)).join('')
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const signed = new Intl.NumberFormat('en', { maximumFractionDigits: 0, signDisplay: 'exceptZero' })

/** The lines of one group, its heading first. */
export function drawGroup(rows: readonly Measured[]): readonly string[] {
  const [first] = rows
  if (first === undefined) return []
  const { client, path, kind, base } = first
  const what = kind === 'response' ? `${path}, body not read` : path
  return [
    '',
    `${client}, ${what}. A: ${base}`,
    '  B'.padEnd(nameWidth) + right(['A ns', 'B ns', 'added', 'B/A', 'A/A', ...(rows.some(hasBytes) ? ['bytes'] : [])]),
    ...rows.map((row) => `${drawRow(row)}${drawVerdict(row)}`),
  ]
}

const hasBytes = (row: Measured): boolean => row.addedBytes !== null

function drawRow(row: Measured): string {
  const { name, baseNs, ns, addedNs, ratio, control, addedBytes } = row
  const cells = [whole.format(baseNs), whole.format(ns), signed.format(addedNs), ratio.toFixed(2), control.toFixed(2)]
  return `  ${name}`.padEnd(nameWidth) + right(addedBytes === null ? cells : [...cells, signed.format(addedBytes)])
}

const drawVerdict = ({ bar, verdict }: Readonly<{ bar: string | null; verdict: string | null }>): string =>
  verdict === null ? '' : bar === null ? `  ${verdict}` : `  ${bar}: ${verdict}`

export const drawSizes = (rows: readonly Size[]): readonly string[] => [
  '',
  'sizes in bytes, minified and gzipped, without the client',
  `${'  entry'.padEnd(nameWidth)}${right(['with core', 'beyond'])}`,
  ...rows.map(({ name, gzip, beyondCore, ...judged }) => {
    const cells = [whole.format(gzip), beyondCore === null ? '' : whole.format(beyondCore)]
    return `${`  ${name}`.padEnd(nameWidth)}${right(cells)}${drawVerdict(judged)}`.trimEnd()
  }),
]
