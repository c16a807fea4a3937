import { expect, test } from 'vitest'
import { chartOf, successOf } from './chart.ts'
import { named, runJob } from './job.ts'
import { scenarios } from './scenarios.ts'
import { svgOf } from './svg.ts'

const { model, curves } = await runJob({ scenario: 'blip', model: 'no retry', seed: 1 })
const blip = named(scenarios, 'blip')
const lines = [{ model, curves }]

test('success over time is all before the trouble, none within, all after', () => {
  const percents = successOf(curves, blip.lengthS).map(([, percent]) => Math.round(percent))
  const { fromS, untilS } = blip.trouble
  expect(new Set(percents.slice(fromS, untilS))).toEqual(new Set([0]))
  expect(new Set([...percents.slice(0, fromS), ...percents.slice(untilS)])).toEqual(new Set([100]))
  expect(percents).toHaveLength(blip.lengthS)
})

test('the drawing is one SVG document with a line for what is offered, what is sent, and what succeeds', () => {
  const svg = svgOf({ ...blip, about: 'a < b & c' }, lines)
  expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/)
  expect(svg.match(/<path [^>]*fill="none"/g)).toHaveLength(3)
  expect(svg).toContain('a &lt; b &amp; c')
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
})

test('the chart for the terminal names its model', () => {
  const chart = chartOf(lines, blip.lengthS)
  expect(chart).toContain('no retry')
  expect(chart).toContain('100┤')
})
