import type { supportReport } from '@recourse/core'
import type { Call } from './call.ts'
import { type Lines, type Sheet, indent, ruled, wrap, wrapText } from './paint.ts'
import { marks } from './timeline.ts'
import { names } from './words.ts'

const about = `calls through withRecourse(fetch). A server on this machine plays four APIs and a proxy, and fails as they do; its \
paths begin with /r1, /r2 …, one for each call. Shown is what went over the wire and when, what Recourse made of it, what a user \
reads, and what the server saw. The same calls through the other clients follow in a table, and then an outage, with and \
without Recourse.`

/** What a stranger sees first. */
export function drawOpening(count: number, { width, paint }: Sheet): Lines {
  const legend = [
    `${paint('green', marks.good)} answered`,
    `${paint('red', marks.bad)} failed`,
    `${paint('red', marks.way)} under way`,
    `${paint('yellow', marks.wait + marks.wait)} waiting`,
    `${paint('yellow', marks.stopped)} stopped`,
    `${paint('cyan', marks.none)} not sent`,
  ]
  return [
    ruled('Recourse: what becomes of calls that fail', { width, paint }),
    ...wrapText(`${count} ${about}`, width - indent.length).map((line) => indent + line),
    '',
    ...wrap(legend, '   ', width - indent.length).map((line) => indent + line),
  ]
}

/** What can be said before the call is made. */
export function drawHeading(call: Call, number: number, sheet: Sheet): Lines {
  return [
    '',
    ruled(`${number}  ${names[call.at]}: ${call.name}`, sheet),
    ...wrapText(call.point, sheet.width - indent.length).map((line) => indent + line),
    '',
    indent + sheet.paint('cyan', `${call.method} ${call.path}`),
  ]
}

export function drawSupport(report: ReturnType<typeof supportReport>, number: number, sheet: Sheet): Lines {
  const lines = report.text.split('\n').flatMap((line) => wrapText(line, sheet.width - indent.length))
  return [
    '',
    ruled(`What support needs, of call ${number}`, sheet),
    ...(report.to === null ? [] : [`${indent}to: ${report.to}`]),
    ...lines.map((line) => indent + line),
  ]
}

/** The sums of both sides, and the line that counts. */
export function drawClosing(sums: Sums, sheet: Sheet): Lines {
  const { expected, total, sent, served } = sums
  return [
    '',
    ruled('In all', sheet),
    `${indent}${sent} attempts by Recourse's count, ${served} requests by the server's`,
    indent +
      sheet.paint(
        expected === total ? ['bold', 'green'] : ['bold', 'red'],
        `${expected} of ${total} outcomes as expected`,
      ),
  ]
}

export type Sums = Readonly<{ expected: number; total: number; sent: number; served: number }>
