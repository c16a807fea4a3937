import simpleAsciiChart from 'simple-ascii-chart'
import type { Curves } from './recorder.ts'

export type Line = Readonly<{ model: string; curves: Curves }>

/** Percent of the calls offered in each second that succeed, for the terminal, a model after the other. */
export const chartOf = (lines: readonly Line[], lengthS: number): string =>
  lines
    .map(({ model, curves }) =>
      simpleAsciiChart(successOf(curves, lengthS, 2), {
        title: model,
        width: 90,
        height: 7,
        yRange: [0, 100],
        customYAxisTicks: [0, 50, 100],
        customXAxisTicks: Array.from({ length: Math.floor(lengthS / 10) }, (_, index) => index * 10),
        symbols: { empty: ' ' },
      }),
    )
    .join('\n')

/** Seconds and percents, with what is within each `stepS` taken together. */
export function successOf({ offered, succeeded }: Curves, lengthS: number, stepS = 1): [number, number][] {
  const points: [number, number][] = []
  for (let second = 0; second + stepS <= lengthS; second += stepS) {
    const [of, ok] = [offered, succeeded].map((curve) => sum(curve.subarray(second, second + stepS))) as [
      number,
      number,
    ]
    points.push([second, of === 0 ? 0 : (100 * ok) / of])
  }
  return points
}

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
