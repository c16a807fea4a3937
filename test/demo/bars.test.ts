import { describe, expect, test } from 'vitest'
import { drawBars } from './bars.ts'

describe('the bars', () => {
  const draw = (values: readonly number[], width: number): readonly string[] =>
    drawBars({
      title: 'bars',
      values,
      line: values.map(() => 8),
      unit: 8,
      rows: 3,
      yTicks: [0, 16],
      xTicks: [0],
      width,
    })

  test('are told apart by an eighth of a row, and hide the line behind them', () => {
    expect(draw([0, 1, 4, 8, 15, 24], 12)).toEqual([
      'bars        ',
      '     ▲      ',
      '   16┤     █',
      '     │▁▁▁▁▇█',
      '    0┤ ▁▄███',
      '     └┬─────',
      '      0     ',
    ])
  })

  test('take as many seconds together as fit, and leave none out', () => {
    const values = [8, 8, 8, 8, 10, 0, 0, 0, 0, 7]
    expect(draw(values, 10).map((line) => line.trimEnd())).toEqual([
      'bars',
      '     ▲',
      '   16┤',
      '     │▁▁',
      '    0┤█▁',
      '     └┬─▶',
      '      0',
    ])
    expect(draw(values, 10).map(({ length }) => length)).toEqual(values.slice(0, 7).map(() => 10))
  })

  test('stand at the same axis where their heights are fractions', () => {
    expect(draw([1, 1, 2, 0, 0, 1], 8).map((line) => line.indexOf('┤'))).toEqual(
      draw([3, 3, 3, 0, 0, 0], 8).map((line) => line.indexOf('┤')),
    )
  })
})
