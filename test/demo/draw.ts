import type { Fault } from '@recourse/core'
import { type Difference, differenceText } from './check.ts'
import { type Lines, type Sheet, type Styled, duration, indent, labelled, wrapJson } from './paint.ts'
import type { Result } from './play.ts'
import { drawTimeline, marks, rowsOf } from './timeline.ts'
import { effects, reasons } from './words.ts'

/** What came of one call, below its heading. */
export function drawResult(result: Result, differences: readonly Difference[], sheet: Sheet): Lines {
  const { fault, user, log, recovered } = result
  return [
    ...attemptLines(result, sheet).map((line) => indent + line),
    '',
    ...labelled('fault', faultTexts(fault), sheet),
    ...labelled('verdict', fault === null ? [] : [verdictText(fault)], sheet),
    ...labelled('decision', decisionTexts(result), sheet),
    ...labelled('remedy', fault?.remedy ? [fault.remedy] : [], sheet),
    ...labelled(recovered ? 'user waits' : 'user reads', userTexts(user), sheet),
    ...labelled('log line', log === null ? [] : [['dim', JSON.stringify(log)]], sheet, wrapJson),
    ...labelled('server saw', serverTexts(result, differences), sheet),
  ]
}

function attemptLines({ events, outcome }: Result, { width, paint }: Sheet): Lines {
  const rows = rowsOf(events, 'resolved' in outcome ? outcome.resolved : null)
  if (rows.length === 0) return [paint('cyan', `${marks.none}  nothing is sent`)]
  return drawTimeline(rows, { width: width - indent.length, paint })
}

function faultTexts(fault: Result['fault']): readonly Styled[] {
  if (fault === null) return ['none']
  const status = fault.status === null ? 'no status' : `status ${fault.status}`
  const request = fault.requestId === null ? null : `request ${fault.requestId}`
  return [['bold', [fault.kind, fault.code, status, request].filter((it) => it !== null).join(' · ')]]
}

const verdictText = ({ retryable, effect }: Fault): string =>
  `${retryable ? 'retryable' : 'not retryable'}; effect ${effect}: ${effects[effect]}`

function decisionTexts({ decision, fault, recovered, events }: Result): readonly Styled[] {
  if (decision === null || fault === null) return []
  if (decision.retry) {
    const waits = events.flatMap((event) => (event.type === 'retry' ? [duration(event.delayMs)] : []))
    const asked = fault.retryAfterMs === null ? '' : ` (${duration(fault.retryAfterMs)} asked for)`
    return [['green', `sent again after ${waits.join(' and ')}${asked}${recovered ? ': recovered' : ''}`]]
  }
  const how = events[0]?.type === 'refused' ? 'refused' : 'given up'
  const { reason, retryAtMs } = decision
  return [
    [reason === 'aborted' ? 'yellow' : 'red', `${how}, ${reason}: ${reasons[reason]}`],
    ...(retryAtMs === undefined || reason === 'aborted'
      ? []
      : [`a retry makes sense at ${new Date(retryAtMs).toISOString()}, in ${duration(retryAtMs - fault.atMs)}`]),
  ]
}

function userTexts(user: Result['user']): readonly Styled[] {
  if (user?.key == null) return [['dim', 'nothing: who stopped it knows']]
  const reference = user.reference === null ? '' : `   reference ${user.reference}`
  return [
    ['bold', user.title],
    ...(user.description === null ? [] : [user.description]),
    ...user.fields.map(({ path, message }) => `${path}: ${message}`),
    ...(user.action === null ? [] : [['cyan', `[ ${user.action.label} ]${reference}`] as const]),
  ]
}

function serverTexts({ server, waits }: Result, differences: readonly Difference[]): readonly Styled[] {
  const count = server.length === 0 ? 'nothing' : server.length === 1 ? '1 request' : `${server.length} requests`
  const gaps = waits.length === 0 ? '' : `, ${waits.map(({ gapMs }) => duration(gapMs)).join(' and ')} apart`
  if (differences.length === 0) return [['green', `${count}${gaps} ✔ as expected`]]
  return [
    ['red', `${count}${gaps} ✘ not as expected`],
    ...differences.map((difference) => ['red', differenceText(difference)] as const),
  ]
}
