import { expect, test } from 'vitest'
import { answerOf } from '../../../../test/fixtures/nouns.ts'
import { reachOf } from '../../../../test/fixtures/reach.ts'
import type { Format } from '../knowledge/format.ts'
import { fields } from '../knowledge/formats/fields.ts'
import { page } from '../knowledge/formats/page.ts'
import { providers } from '../knowledge/providers/index.ts'
import { classify } from './classify.ts'

const size = 65_536
/** As long as asked for, whatever it is made of. */
const long = (piece: string): string => piece.repeat(Math.ceil(size / piece.length))
const words = long('words of a server, \u{1f600} ')

const formats = [page, fields]

const bodies: Readonly<Record<string, string>> = {
  'a line': words,
  lines: long('a line\n'),
  'an error in a line': `error code: 1015${words}`,
  'one word': long('word'),
  'a code': long('no_such_thing'),
  'a page': `<html><title>${words}</title><h1>${words}</h1><pre>${words}</pre>${words}</html>`,
  'a page of attributes': `<html ${long('a="b" ')}>`,
  'a page without an end': `<html><!--${words}`,
  'a tag without an end': `<${words}`,
  'a declaration': `<!doctype ${words}`,
  XML: `<Error ${long('code="1" ')}><Code>${words}</Code><Message>${words}</Message></Error>`,
  'XML with literal text': `<Error><Message><![CDATA[${words}]]></Message></Error>`,
  entities: `<Error><Message>${long('&#65;&amp;')}</Message></Error>`,
  'lines of JSON': long('{"error"}\n'),
}

const names = [
  'content-type',
  'www-authenticate',
  'proxy-status',
  'retry-after',
  'ratelimit',
  'x-ratelimit-reset',
].concat('date', 'age', 'x-amzn-errortype', 'grpc-message', 'grpc-status', 'x-request-id')

/** What saw too much, and how much. */
function tooFar(run: () => unknown): string | null {
  const { length, pattern } = reachOf(run)
  return length > 2_048 ? `${pattern} saw ${length}` : null
}

test.each(Object.keys(bodies))('no regular expression sees more than two thousand characters of %s', (name) => {
  for (const provider of [null, ...providers]) {
    const failure = answerOf(429, bodies[name])
    expect(tooFar(() => classify(failure, { providers: [], formats, provider }))).toBeNull()
  }
})

test.each(names)('no regular expression sees more than two thousand characters of the field %s', (field) => {
  for (const body of ['', '{"message":"m"}', '<html>', 'text'])
    for (const text of [words, long('1'), long('a="b", '), `error="${words}"`]) {
      const failure = answerOf(429, body, { headers: { [field]: text } })
      expect(tooFar(() => classify(failure, { providers, formats }))).toBeNull()
    }
})

test.each(['plain ', 'caf\u00e9 \u{1f600} ', '\u001b[31m', '\n'])('nor of a text of a fault made of %j', (piece) => {
  const text = long(piece)
  const reading = { message: text, code: text, type: text, param: text, requestId: text, docUrl: text }
  const loud: Format = {
    name: 'loud',
    read: () => ({ ...reading, fieldErrors: [{ path: text, message: text, code: text }] }),
  }
  expect(tooFar(() => classify(answerOf(429, 'x'), { providers: [], formats: [loud] }))).toBeNull()
})

test('what a regular expression sees is seen, however it is asked', () => {
  const text = 'x'.repeat(3_000)
  for (const run of [
    () => /y/.test(text),
    () => text.replace(/y/g, ''),
    () => text.split(/y/),
    () => text.match(/y/),
    () => [...text.matchAll(/y/g)],
    () => text.search(/y/),
  ])
    expect(tooFar(run)).toMatch(/ saw 3000$/)
})
