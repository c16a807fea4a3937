import { type Cause, causesOf, classify, faultOf } from '@recourse/core'
import { describe, expect, test } from 'vitest'
import type { Provocation } from './provocation.ts'
import { misused } from './scenarios/misused.ts'
import { sent } from './scenarios/sent.ts'
import { tls } from './scenarios/tls.ts'
import { proxied, unconnected } from './scenarios/unconnected.ts'
import { unprovoked } from './unprovoked.ts'
import { covers, ours, words } from './words.ts'

const provocations: readonly Provocation[] = [...unconnected, ...proxied, ...misused, ...sent, ...tls]

async function thrownBy({ provoke }: Provocation): Promise<unknown> {
  try {
    await provoke()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** The word alone, as a link that says nothing else; undefined where the error does not say it. */
function saidIn(causes: readonly Cause[], word: string): Cause | undefined {
  const isSaid = (text: string): boolean => (word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : text === word)
  for (const { name, message, code } of causes) {
    if (code !== undefined && isSaid(code)) return { name: 'Error', message: '', code }
    if (isSaid(name)) return { name, message: '' }
    if (message.toLowerCase().startsWith(word)) return { name: 'Error', message }
  }
  return undefined
}

const defineTests = (some: readonly Provocation[]): void => {
  for (const provocation of some) {
    const { name, words: claimed, means, code = null, platform } = provocation
    test(name, async (context) => {
      context.skip(platform !== undefined && platform !== process.platform, `needs ${platform}`)
      const thrown = await thrownBy(provocation)
      expect(faultOf(thrown)).toMatchObject({ ...means, code, status: null, method: 'POST' })
      const causes = causesOf(thrown)
      expect(classify({ causes, phase: 'sent', method: 'GET' })).toMatchObject({ kind: means.kind, effect: 'none' })
      for (const [word, own] of Object.entries(claimed)) {
        const link = saidIn(causes, word)
        if (link === undefined) throw new Error(`${word} is not in ${JSON.stringify(causes)}`)
        expect({ word, ...classify({ causes: [link] }) }).toMatchObject({ word, ...(own ?? means) })
      }
    })
  }
}

describe.concurrent('the runtime fails, and is understood', { timeout: 15_000 }, () => {
  defineTests(provocations.filter(({ alone }) => !alone))
})

describe('the runtime fails, and is understood', () => {
  defineTests(provocations.filter(({ alone }) => alone))
})

describe('the table', () => {
  const provoked = new Set(provocations.flatMap(({ words: claimed }) => Object.keys(claimed)))
  const isKnown = (said: string): boolean => words.some((word) => covers(word, said))

  test('holds nothing of this runtime that is not provoked, or is excused with a reason', () => {
    const accounted = [...provoked, ...unprovoked.map(({ word }) => word)]
    expect(ours.filter((word) => !accounted.some((said) => covers(word, said)))).toEqual([])
  })

  test('holds everything that is provoked', () => {
    expect([...provoked].filter((said) => !isKnown(said))).toEqual([])
  })

  test('excuses nothing that is provoked, and nothing that it does not hold', () => {
    expect(unprovoked.filter(({ word, reason }) => provoked.has(word) || !isKnown(word) || reason === '')).toEqual([])
  })

  test('is read in full', () => {
    expect(words.length).toBeGreaterThan(65)
    expect(words.filter(({ saidBy }) => saidBy === '')).toEqual([])
  })
})
