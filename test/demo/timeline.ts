import type { RecourseEvent } from '@recourse/core'
import { type Lines, type Sheet, duration } from './paint.ts'

/** One attempt and the wait after it; milliseconds since the call began. */
export type Row = Readonly<{
  attempt: number
  /** Its status, or what came instead of one. */
  answer: string
  isGood: boolean
  startMs: number
  endMs: number
  wait?: Readonly<{ endMs: number; delayMs: number; isStopped: boolean }>
}>

export const marks = { way: '━', good: '●', bad: '✕', wait: '╌', stopped: '■', none: '○' }

/** Below this a column would show differences that are only noise. */
const leastMsPerColumn = 10
const steps = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000]
const tickColumns = 10

/** `status` is that of the answer that the caller got in the end. */
export function rowsOf(events: readonly RecourseEvent[], status: number | null): readonly Row[] {
  const beganMs = events[0]?.atMs ?? 0
  const starts = events.filter(({ type }) => type === 'attempt')
  return starts.map(({ attempt, atMs }, index) => {
    const own = events.filter((event) => event.attempt === attempt && event.type !== 'attempt')
    const [end, after] = own
    const fault = end !== undefined && 'fault' in end ? end.fault : undefined
    const endMs = (end?.atMs ?? atMs) - beganMs
    const waitEnd = starts[index + 1] ?? after
    return {
      attempt,
      answer: String(fault === undefined ? status : (fault.status ?? fault.code ?? fault.kind)),
      isGood: fault === undefined,
      startMs: atMs - beganMs,
      endMs,
      ...(end?.type === 'retry' &&
        waitEnd !== undefined && {
          wait: { endMs: waitEnd.atMs - beganMs, delayMs: end.delayMs, isStopped: waitEnd.type === 'give_up' },
        }),
    }
  })
}

/** The attempts below one another, each at its place in time, over an axis where there is time to show. */
export function drawTimeline(rows: readonly Row[], { width, paint }: Sheet): Lines {
  const answerWidth = Math.max(...rows.map(({ answer }) => answer.length))
  const left = 5 + answerWidth
  const spanMs = Math.max(...rows.map(({ endMs, wait }) => wait?.endMs ?? endMs))
  // room for the mark at the end and the label of a short wait behind it
  const msPerColumn = Math.max(leastMsPerColumn, spanMs / (width - left - 10))
  const column = (ms: number): number => Math.floor(ms / msPerColumn)

  const bars = rows.map(({ attempt, answer, isGood, startMs, endMs, wait }) => {
    const [start, end] = [column(startMs), column(endMs)]
    const style = isGood ? 'green' : 'red'
    const mark = marks.way.repeat(end - start) + (isGood ? marks.good : marks.bad)
    const rest = wait === undefined ? '' : paint('yellow', waiting(wait, column(wait.endMs) - end - 1))
    return `${attempt}  ${paint(style, answer.padEnd(answerWidth))}  ${' '.repeat(start)}${paint(style, mark)}${rest}`
  })
  return column(spanMs) < tickColumns ? bars : [...bars, ' '.repeat(left) + paint('dim', axis(spanMs, column))]
}

/** The label stands within the line where there is room, else behind it. */
function waiting({ delayMs, isStopped, endMs }: NonNullable<Row['wait']>, columns: number): string {
  const length = Math.max(0, columns)
  const label = isStopped ? ` stopped at ${duration(endMs)} of ${duration(delayMs)} ` : ` ${duration(delayMs)} `
  const end = isStopped ? marks.stopped : ''
  if (length < label.length + 4) return (marks.wait.repeat(length) + end + label).trimEnd()
  const before = Math.floor((length - label.length) / 2)
  return marks.wait.repeat(before) + label + marks.wait.repeat(length - label.length - before) + end
}

function axis(spanMs: number, column: (ms: number) => number): string {
  const step = steps.find((ms) => column(ms) >= tickColumns) ?? spanMs
  let line = ''
  for (let ms = 0; ms <= spanMs; ms += step) line = `${line.padEnd(column(ms))}╵${ms / 1_000}`
  return `${line} s`
}
