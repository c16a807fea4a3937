import { type Bars, drawBars } from './bars.ts'
import { differenceText } from './check.ts'
import type { Claim } from './check-outage.ts'
import type { Outage, Side } from './outage.ts'
import { type Lines, type Sheet, indent, ruled, wrapText } from './paint.ts'

const gap = '   '
const nameWidth = 33
const cellWidth = 11

/** Both sides beside each other: what they send, what they are served, and the numbers of it. */
export function drawOutage(outage: Outage, claims: readonly Claim[], sheet: Sheet): Lines {
  const { width, paint } = sheet
  const inner = width - indent.length
  const texts = (text: string): Lines => wrapText(text, inner)
  const lines = [
    ...texts(aboutOf(outage)),
    '',
    ...drawPair(outage, 'requests', sheet),
    '',
    ...drawPair(outage, 'served', sheet),
    paint('dim', '█ sent, or served in time   ▁ calls offered'),
    '',
    ...figuresOf(outage).map((line, index) => (index === 0 ? paint('bold', line) : line)),
    '',
    ...claims.flatMap(({ claim, differences }) => {
      const isGood = differences.length === 0
      const told = [`${isGood ? '✔' : '✘'} ${claim}`, ...differences.map(differenceText)]
      return told.flatMap(texts).map((line) => paint(isGood ? 'green' : 'red', line))
    }),
  ]
  const title = `An outage of ${outage.untilS - outage.fromS} seconds, ${outage.clients} clients`
  return ['', ruled(title, sheet), ...lines.map((line) => (line === '' ? '' : indent + line))]
}

const aboutOf = ({ clients, callsPerS, fromS, untilS, seed }: Outage): string =>
  `${clients} clients make ${callsPerS} calls a second. From second ${fromS} to ${untilS} the server stalls, and what is sent lies in its \
queue; then it works that off, first come, first served, though most callers have left. The naive loop retries four times, a second \
apart. Recourse is the package with its defaults; the server and the time are simulated (seed ${seed}).`

const titles = { requests: 'requests/s', served: 'served/s' } as const

function drawPair(outage: Outage, curve: keyof typeof titles, { width, paint }: Sheet): Lines {
  const { naive, recourse, callsPerS, fromS, untilS } = outage
  const sides = [naive, recourse]
  const most = Math.max(...sides.flatMap((side) => side[curve]), ...naive.offered)
  const unit = callsPerS / (curve === 'requests' ? 2 : 4)
  const rows = Math.floor(most / unit) + 1
  const top = Math.floor(most / callsPerS) * callsPerS
  const draw = (side: Side): Lines =>
    drawBars({
      title: `${side.name}: ${titles[curve]}`,
      values: side[curve],
      line: side.offered,
      unit,
      rows,
      yTicks: [...new Set([0, callsPerS, top])],
      xTicks: [0, fromS, untilS, 2 * untilS],
      width: Math.floor((width - indent.length - gap.length) / 2),
    } satisfies Bars)
  const [left, right] = sides.map(draw) as [Lines, Lines]
  return left.map((line, index) => paint('red', line) + gap + paint('green', right[index]!.trimEnd()))
}

function figuresOf({ naive, recourse }: Outage): Lines {
  const row = (label: string, cell: (side: Side) => string): string =>
    label.padEnd(nameWidth) + [naive, recourse].map((side) => cell(side).padStart(cellWidth)).join('')
  return [
    row('', ({ name }) => name),
    row('requests per call in the outage', ({ requestsPerCall }) => requestsPerCall.toFixed(2)),
    row('seconds after it until it is back', ({ backAfterS }) => backAfterS?.toString() ?? 'never'),
    row('calls served in the minute after', ({ servedAfter }) => `${servedAfter.toFixed(1)} %`),
  ]
}
