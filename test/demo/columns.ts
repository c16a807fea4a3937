import { type Checked, differenceText } from './check.ts'
import { type Lines, type Sheet, indent, ruled, wrapText } from './paint.ts'
import type { Result } from './play.ts'

const about = `Each cell is one call through one client: the requests that it sent, and what its caller had in the end. It is held to \
what is drawn above, and to the server's own log; the error is the client's own, and Recourse's fault, words and waits are the same.`

const numberWidth = 3
/** What most cells need, with the space before it. */
const cellWidth = 13
/** Below this a name would say less than its number. */
const leastNameWidth = 12

/** One table: a row for each call, a column for each client. Below it what differs, and why where a client cannot do otherwise. */
export function drawColumns(columns: readonly (readonly Checked[])[], sheet: Sheet): Lines {
  const { width, paint } = sheet
  const inner = width - indent.length
  const rows = columns[0]!.map((_, row) => columns.map((column) => column[row]!))
  const widths = widthsFor(rows, inner)
  const heads = columns.map(([first]) => first!.result.client)
  const reasons = [...new Set(columns.flat().flatMap(({ deviation = [] }) => deviation))]
  const cell = (checked: Checked): string => {
    const note = checked.deviation === undefined ? '' : ` ${signOf(reasons.indexOf(checked.deviation))}`
    const isGood = checked.differences.length === 0
    const text = cut((isGood ? '' : '✘ ') + cellText(checked.result), widths.cell - 1 - note.length) + note
    return ` ${paint(isGood ? 'green' : 'red', text)}${' '.repeat(widths.cell - 1 - text.length)}`
  }
  const texts = (lines: readonly string[]): Lines => lines.flatMap((line) => wrapText(line, inner))
  return [
    '',
    ruled('The same calls through every client', sheet),
    ...texts([about]).map((line) => indent + line),
    '',
    ...headLines(heads, widths.cell - 1).map(
      (line) => indent + paint('bold', ' '.repeat(numberWidth + widths.name) + line),
    ),
    ...rows.map((row) => (indent + labelOf(row[0]!.result, widths.name) + row.map(cell).join('')).trimEnd()),
    ...set(
      texts(reasons.map((reason, index) => `${signOf(index)} ${reason}`)).map((line) => indent + paint('dim', line)),
    ),
    ...set(texts(differencesIn(rows)).map((line) => indent + paint('red', line))),
  ]
}

/** What went over the wire, and what came of it. */
export function cellText({ server, outcome, recovered, decision, fault }: Result): string {
  if (recovered && 'resolved' in outcome) return `${server.length} → ${outcome.resolved}`
  if (server.length === 0) return '0 refused'
  const isAborted = decision?.retry === false && decision.reason === 'aborted'
  return `${server.length} ${isAborted ? 'aborted' : (fault?.kind ?? '?')}`
}

/** With a line above it, where it is not empty. */
const set = (lines: Lines): Lines => (lines.length === 0 ? [] : ['', ...lines])

const differencesIn = (rows: readonly (readonly Checked[])[]): readonly string[] =>
  rows
    .flat()
    .flatMap(({ result: { client, number, name }, differences }) =>
      differences.map((difference) => `✘ ${client}, call ${number} (${name}): ${differenceText(difference)}`),
    )

type Widths = Readonly<{ name: number; cell: number }>

/** Where the sheet is narrow the numbers stand for the names of the calls. */
function widthsFor(rows: readonly (readonly Checked[])[], inner: number): Widths {
  const columns = rows[0]!.length
  const longest = Math.max(...rows.map(([first]) => first!.result.name.length))
  const rest = inner - numberWidth - columns * cellWidth
  const name = rest < leastNameWidth ? 0 : Math.min(longest, rest)
  return { name, cell: Math.min(cellWidth + 4, Math.floor((inner - numberWidth - name) / columns)) }
}

const labelOf = ({ number, name }: Result, width: number): string =>
  String(number).padStart(numberWidth - 1) + ' ' + cut(name, width).padEnd(width)

/** A name that is too long is broken at its hyphen. */
function headLines(heads: readonly string[], width: number): Lines {
  const broken = heads.map((head) => (head.length <= width ? [head] : head.split(/(?<=-)/)))
  const height = Math.max(...broken.map(({ length }) => length))
  const line = (row: number): string =>
    broken.map((parts) => ` ${cut(parts[row - height + parts.length] ?? '', width).padEnd(width)}`).join('')
  return Array.from({ length: height }, (_, row) => line(row).trimEnd())
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`.slice(0, width)

const signOf = (index: number): string => '¹²³⁴⁵⁶⁷⁸⁹'[index] ?? '*'
