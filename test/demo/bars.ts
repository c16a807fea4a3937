import simpleAsciiChart from 'simple-ascii-chart'
import type { Lines } from './paint.ts'

export type Bars = Readonly<{
  title: string
  /** By second. */
  values: readonly number[]
  /** A line behind the bars, by second. */
  line: readonly number[]
  /** What one row stands for. */
  unit: number
  rows: number
  yTicks: readonly number[]
  xTicks: readonly number[]
  /** At most so wide, axis and all. */
  width: number
}>

/** Before the bars: the labels of the axis, and the axis. */
const axisWidth = 6
const eighths = ' ▁▂▃▄▅▆▇'

/** Bars over seconds, each as many seconds wide as fit; every line is as wide as the next. */
export function drawBars({ title, values, line, unit, rows, yTicks, xTicks, width }: Bars): Lines {
  const stepS = stepFor(values.length, width - axisWidth)
  const [bars, level] = [values, line].map((each) => meansOf(each, stepS)) as [number[], number[]]
  const most = (rows - 1) * unit
  const chart = simpleAsciiChart(
    // what is beyond the range would be left out, and a long fraction would widen the axis
    bars.map((value, index): [number, number] => [index * stepS, Math.min(most, Math.round(value))]),
    {
      title,
      width: bars.length,
      height: rows,
      yRange: [0, most],
      customYAxisTicks: [...yTicks],
      customXAxisTicks: [...xTicks],
      formatter: String,
      symbols: { empty: ' ' },
      lineFormatter: ({ index, plotX }) =>
        columnOf(bars[index]! / unit, level[index]! / unit).map((symbol, row) => ({ x: plotX, y: rows - row, symbol })),
    },
  )
  const [heading, ...lines] = chart.split('\n').filter((text) => text.trim() !== '')
  // the library makes the axis as wide as its widest label
  const axis = Math.max(...lines.map((text) => text.indexOf('└')))
  const moved = lines.map((text) => ' '.repeat(Math.max(0, axisWidth - 1 - axis)) + text)
  return [heading!, ...moved].map((text) => text.trimEnd().slice(0, width).padEnd(width))
}

/** From below: whole cells, a part of one, and the line where no bar stands before it. */
function columnOf(bar: number, level: number): readonly string[] {
  const parts = Math.round(bar * 8)
  const cells = Array.from({ length: Math.floor(parts / 8) }, () => '█')
  if (parts % 8 > 0) cells.push(eighths[parts % 8]!)
  const at = Math.round(level)
  while (cells.length < at) cells.push(' ')
  if (cells.length === at) cells.push('▁')
  return cells
}

/** The fewest seconds for each column that divide all of them. */
function stepFor(lengthS: number, columns: number): number {
  let stepS = 1
  while (lengthS % stepS !== 0 || lengthS / stepS > columns) stepS++
  return stepS
}

const meansOf = (values: readonly number[], stepS: number): number[] =>
  Array.from({ length: values.length / stepS }, (_, index) =>
    values.slice(index * stepS, (index + 1) * stepS).reduce((sum, value) => sum + value / stepS, 0),
  )
