import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { type Line, successOf } from './chart.ts'
import type { Scenario } from './scenario.ts'

const [width, height, left, gap] = [900, 220, 60, 60]
/** Okabe and Ito: told apart by those who do not see all colours. */
const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#999999']

type Points = readonly (readonly [number, number])[]
type Panel = Readonly<{ title: string; most: number; series: readonly Points[] }>

/** Requests on the wire, and the share of calls that succeed, over time; the trouble is shaded. */
export function svgOf(scenario: Scenario, lines: readonly Line[]): string {
  const { lengthS, rate } = scenario
  const perSecond = (curve: Float64Array): Points =>
    [...curve.subarray(0, lengthS)].map((value, second) => [second, value])
  const attempts = lines.map(({ curves }) => perSecond(curves.attempts))
  const offered = lines.slice(0, 1).map(({ curves }) => perSecond(curves.offered))
  const most = Math.max(rate, ...attempts.flat().map(([, value]) => value))
  const panels: readonly Panel[] = [
    { title: 'calls offered per second', most, series: offered },
    { title: 'requests sent per second', most, series: attempts },
    {
      title: 'calls that succeed, in percent',
      most: 100,
      series: lines.map(({ curves }) => successOf(curves, lengthS)),
    },
  ]
  const tall = 60 + panels.length * (height + gap)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 2 * left} ${tall}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="${left}" y="20" font-size="16">${escaped(`${scenario.name}: ${scenario.about}`)}</text>`,
    ...lines.map(({ model }, index) => legend(model, index)),
    ...panels.map((panel, index) => drawPanel(panel, scenario, 70 + index * (height + gap))),
    '</svg>\n',
  ].join('\n')
}

function drawPanel({ title, most, series }: Panel, { lengthS, trouble }: Scenario, top: number): string {
  const x = scaleLinear([0, lengthS], [left, left + width])
  const y = scaleLinear([0, most], [top + height, top]).nice()
  const path = line<readonly [number, number]>(
    ([second]) => x(second),
    ([, value]) => y(value),
  ).digits(1)
  return [
    `<rect x="${x(trouble.fromS)}" y="${top}" width="${x(trouble.untilS) - x(trouble.fromS)}" height="${height}" fill="#eee"/>`,
    `<text x="${left}" y="${top - 6}">${title}</text>`,
    ...y.ticks(4).map((tick) => ruler(y(tick), y.tickFormat(4)(tick))),
    ...x.ticks(10).map((tick) => `<text x="${x(tick)}" y="${top + height + 16}" text-anchor="middle">${tick} s</text>`),
    ...series.map((points, index) => {
      const colour = series.length === 1 ? '#000' : colours[index % colours.length]
      return `<path d="${path([...points]) ?? ''}" fill="none" stroke="${colour}" stroke-width="1.5"/>`
    }),
  ].join('\n')
}

const ruler = (y: number, text: string): string =>
  `<path d="M${left},${y}H${left + width}" stroke="#ccc"/><text x="${left - 6}" y="${y + 4}" text-anchor="end">${text}</text>`

const legend = (model: string, index: number): string =>
  `<text x="${left + index * 130}" y="42" fill="${colours[index % colours.length]}">${escaped(model)}</text>`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
