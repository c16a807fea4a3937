import { expect, test } from 'vitest'
import { answerOf } from '../../../../test/fixtures/nouns.ts'
import { reachOf } from '../../../../test/fixtures/reach.ts'
import type { Format } from '../knowledge/format.ts'
import { formats } from '../knowledge/formats/index.ts'
import { providers } from '../knowledge/providers/index.ts'
import { classify } from './classify.ts'

const size = 65_536
/** As long as asked for, whatever it is made of. */
const long = (piece: string): string => piece.repeat(Math.ceil(size / piece.length))
const words = long('words of a server, \u{1f600} ')

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
  'a message': JSON.stringify({ error: { message: words, code: words, type: words, param: words } }),
  'an error that is a text': JSON.stringify({ error: words }),
  'texts at the top': JSON.stringify({ message: words, code: words, error_description: words, request_id: words }),
  'a problem': JSON.stringify({ type: `https://x.test/${long('a')}`, title: words, detail: words, status: 400 }),
  details: JSON.stringify({ detail: [{ loc: [words, 1], msg: words, type: words }] }),
  'words and names of every part': JSON.stringify({
    errors: [{ name: words, reason: words, value: words, source: words, errorCode: words, status: words }],
    fault: { faultstring: words, kind: words, statusCode: words, id: words, target: words, traceId: words },
  }),
  'a list of fields': JSON.stringify([{ field: words, message: words }]),
  'errors by field': JSON.stringify({ errors: { [words]: [words], a: words } }),
  'a list of errors': JSON.stringify({ errors: [{ code: words, message: words, field: words, title: words }] }),
  'JSON in a message': JSON.stringify({ message: JSON.stringify({ error: { message: words, code: words } }) }),
  links: JSON.stringify({ message: 'm', documentation_url: `https://x.test/${long('a')}` }),
  waits: JSON.stringify({ message: words, retry_after: long('1'), details: [{ retryDelay: long('1s') }] }),
  names: JSON.stringify({ [words]: words, [long('retry_')]: 1 }),
  'a stream': `event: error\ndata: {"error":{"message":${JSON.stringify(words)}}}\n\n`,
  'lines of JSON': long('{"error"}\n'),
  'escape sequences': JSON.stringify({ message: long('\u001b[31m') }),
}

const fields = [
  'content-type',
  'www-authenticate',
  'proxy-status',
  'retry-after',
  'ratelimit',
  'x-ratelimit-reset',
].concat('x-ratelimit-remaining', 'date', 'age', 'x-amzn-errortype', 'grpc-message', 'grpc-status', 'x-request-id')

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

test.each(fields)('no regular expression sees more than two thousand characters of the field %s', (field) => {
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
