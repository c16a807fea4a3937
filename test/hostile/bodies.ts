import type { Step } from '../loopback/index.ts'

const depth = 100_000
const json = { 'content-type': 'application/json' } as const

/** Error bodies that were made to hurt whoever reads them, or that nobody made on purpose; each with the status it comes with. */
export const bodies: Readonly<Record<string, (status: number) => Step>> = {
  'a body without end': (status) => ({ step: 'endless', status, headers: json }),
  'a body that drips': (status) => ({ step: 'drip', status, headers: json, everyMs: 1_000, bytes: 1 }),
  'a body that unpacks to a gibibyte': (status) => ({ step: 'gzipBomb', status, headers: json, bytes: 2 ** 30 }),
  'arrays in arrays': (status) => ({
    step: 'answer',
    status,
    headers: json,
    body: '['.repeat(depth) + ']'.repeat(depth),
  }),
  'objects in objects': (status) => ({
    step: 'answer',
    status,
    headers: json,
    body: `${'{"error":'.repeat(depth)}1${'}'.repeat(depth)}`,
  }),
  'bytes that are no UTF-8': (status) => ({
    step: 'answer',
    status,
    headers: json,
    bodyBase64: Buffer.from([...Buffer.from('{"error":"'), 0xc3, 0x28, 0xff, 0xfe, ...Buffer.from('"}')]).toString(
      'base64',
    ),
  }),
  'a page that says that it is JSON': (status) => ({
    step: 'answer',
    status,
    headers: json,
    body: `<!doctype html><html><head><title>Oops</title></head><body>${'<p>x</p>'.repeat(1_000)}</body></html>`,
  }),
  'a body that is cut short': (status) => ({
    step: 'truncate',
    status,
    headers: json,
    body: '{"error":{"message":"a long story"}}',
    sendBytes: 12,
    end: 'reset',
  }),
}
