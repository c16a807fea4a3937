import { classify, explain, formats, providers } from '@recourse/core'
import { describe, expect, test } from 'vitest'
import { failureFrom as failureOf, fixturesIn } from '../fixtures/answers.ts'

const kebab = (name: string): string => name.replaceAll('_', '-')

describe.each(['formats', 'providers'] as const)('of the %s', async (group) => {
  const fixtures = await fixturesIn(group)
  const known = group === 'formats' ? formats : providers

  test('each has answers that show how it is read, and each file of answers is of one', () => {
    expect(fixtures.map(({ name }) => name).toSorted()).toEqual(known.map(({ name }) => kebab(name)).toSorted())
  })

  describe.each(fixtures)('$name', ({ name, answers }) => {
    test.each(answers)('an answer $title', (answer) => {
      const fault = classify(failureOf(answer))
      expect(fault).toMatchObject(answer.expect)
      const { signals } = explain(failureOf(answer))
      for (const signal of answer.signals ?? []) expect(signals).toContainEqual(expect.objectContaining(signal))
    })

    if (group === 'formats')
      test('is read by this format, whatever stands before it in the list', () => {
        const format = known.find((it) => kebab(it.name) === name)
        for (const answer of answers) {
          // without it, the answer reads otherwise: nothing else in the list does its work
          const others = formats.filter((it) => it !== format)
          expect(classify(failureOf(answer), { formats: others })).not.toEqual(classify(failureOf(answer)))
        }
      })
  })
})
