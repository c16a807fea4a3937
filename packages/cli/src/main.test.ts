import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { kinds } from '@recourse/core'
import { afterAll, describe, expect, test } from 'vitest'
import type { Explained } from './explained.ts'
import { main } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'recourse-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function play(args: readonly string[], stdin?: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const input: Readable & { isTTY?: boolean } = Readable.from(stdin === undefined ? [] : [stdin])
  if (stdin === undefined) input.isTTY = true
  const code = await main(args, { stdin: input, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

const explained = async (args: readonly string[], stdin?: string): Promise<Explained> => {
  const { code, out, err } = await play(['explain', '--json', ...args], stdin)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Explained
}

const limited = [
  'HTTP/1.1 200 Connection established',
  '',
  'HTTP/2 429',
  'content-type: application/json',
  'retry-after: 20',
  'x-request-id: req_1',
  '',
  '{"error":{"message":"Slow down, please.","code":"rate_limit_exceeded"}}',
  '',
].join('\r\n')

const verbose = `* Connected to api.openai.com (127.0.0.1) port 443
> POST /v1/responses HTTP/2
> Host: api.openai.com
> Authorization: Bearer my-own-secret-token-1
> accept: */*
>
< HTTP/2 500
< content-type: application/json
< set-cookie: a=1
< set-cookie: b=2
<
{"error":{"message":"It broke for my-own-secret-token-1."}}
* Connection #0 to host api.openai.com left intact
`

const archive = (entries: readonly unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } })
const entry = (status: number, over: object = {}) => ({
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 1_000,
  request: { method: 'post', url: 'https://api.example.com/v1/things?key=1', headers: [] },
  response: {
    status,
    headers: [{ name: 'Retry-After', value: 'Thu, 01 Jan 2026 00:00:31 GMT' }],
    content: { text: '' },
  },
  ...over,
})

describe('explain', () => {
  test('reads what curl -i printed, the last of several answers', async () => {
    const { fault, delayMs } = await explained([], limited)
    expect(fault).toMatchObject({ status: 429, kind: 'rate_limit', message: 'Slow down, please.', requestId: 'req_1' })
    expect(delayMs).toEqual({ least: 20_000, most: 24_000 })
  })

  test('reads the request and the answer out of what curl -v printed, and shows none of its secrets', async () => {
    const { fault, decision, log } = await explained(['-'], verbose)
    expect(fault).toMatchObject({
      method: 'POST',
      origin: 'https://api.openai.com',
      endpoint: '/v1/responses',
      status: 500,
    })
    expect(fault.message).toBe('It broke for [REDACTED].')
    expect(decision).toEqual({ retry: false, reason: 'not_repeatable' })
    expect(JSON.stringify(log)).not.toContain('my-own-secret')
  })

  test.each([
    ['curl: (6) Could not resolve host: api.example.com', 'network', 'ENOTFOUND'],
    ['curl: (7) Failed to connect to localhost port 1', 'network', 'ECONNREFUSED'],
    ['curl: (28) Operation timed out after 100 milliseconds', 'timeout', 'ETIMEDOUT'],
    ['curl: (60) SSL certificate problem', 'network', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('reads that no answer came: %s', async (said, kind, code) => {
    expect((await explained([], `${said}\n`)).fault).toMatchObject({ status: null, kind, code })
  })

  test('reads the first entry of an archive that failed, at the time at which it ended', async () => {
    const file = fileOf('some.har', archive([entry(200), entry(503), entry(429)]))
    const { fault } = await explained([file])
    expect(fault).toMatchObject({ status: 503, method: 'POST', endpoint: '/v1/things', retryAfterMs: 30_000 })
    expect(fault.atMs).toBe(Date.UTC(2026, 0, 1, 0, 0, 1))
  })

  test('reads the entry that is asked for, or one that stands alone', async () => {
    const file = fileOf('more.har', archive([entry(503), entry(429)]))
    expect((await explained([file, '--entry', '2'])).fault.status).toBe(429)
    const content = { text: Buffer.from('{"message":"Not here."}').toString('base64'), encoding: 'base64' }
    const alone = JSON.stringify({ ...entry(0), response: { status: 404, headers: [], content } })
    expect((await explained([], alone)).fault).toMatchObject({ status: 404, message: 'Not here.' })
  })

  test('reads what a browser says where no answer came', async () => {
    const refused = entry(0, {
      response: { status: 0, headers: [], content: {}, _error: 'net::ERR_CONNECTION_REFUSED' },
    })
    expect((await explained([], archive([refused]))).fault).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' })
  })

  test.each([
    [
      'a status line within a body',
      'HTTP/1.1 502 Bad Gateway\nserver: x\n\nHTTP/1.1 200 OK\n',
      { status: 502, message: 'HTTP/1.1 200 OK' },
    ],
    [
      'a status line further down a body',
      'HTTP/2 429\nretry-after: 3\n\nsaid\n\nHTTP/1.1 500 No\n',
      { status: 429, retryAfterMs: 3_000 },
    ],
    ['an early hint', 'HTTP/2 103\nlink: a\n\nHTTP/2 429\n\n', { status: 429 }],
    ['a redirect', 'HTTP/1.1 302 Found\nlocation: /a\n\nHTTP/1.1 404 Not Found\n\n', { status: 404 }],
    ['an answer that was cut', 'HTTP/2 200\n\nhalf\ncurl: (18) transfer closed', { status: 200, kind: 'bad_response' }],
    ['a byte order mark', '\ufeffHTTP/2 503\n\n', { status: 503 }],
    ['no blank line', 'HTTP/2 503\nretry-after: 9', { status: 503, retryAfterMs: 9_000 }],
  ])('reads %s', async (_, transcript, expected) => {
    expect((await explained([], transcript)).fault).toMatchObject(expected)
  })

  test('keeps the lines of a body that look like those of curl', async () => {
    const body = '* one\n* two'
    const transcript = `> GET / HTTP/1.1\n> Host: a.test\n>\n< HTTP/1.1 500 No\n<\n{ [11 bytes data]\n${body}\n* Connection #0 left intact\n`
    expect((await explained([], transcript)).fault.message).toBe('* one')
  })

  test.each([
    ['X-Auth-Token: my-own-secret-token-2', 'my-own-secret-token-2'],
    ['Authorization: Basic dXNlcjpteS1vd24tcGFzc3dvcmQ=', 'my-own-password'],
    ['Cookie: a=1; id=my-own-cookie-value', 'my-own-cookie-value'],
  ])('shows nothing of %s where the server repeats it', async (field, secret) => {
    const transcript = `> GET /a HTTP/2\n> Host: a.test\n> ${field}\n>\n< HTTP/2 400\n<\n{"message":"No ${secret}.","code":"${secret}"}\n`
    const { out } = await play(['explain', '--json'], transcript)
    expect(out).toContain('No [REDACTED].')
    expect(out).not.toContain(secret)
  })

  test.each([
    ['without content', { response: { status: 503, headers: [], content: null } }, 503],
    ['without fields', { response: { status: 500 } }, 500],
  ])('reads an entry of an archive %s', async (_, over, status) => {
    expect((await explained([], archive([null, { request: {}, response: null }, entry(0, over)]))).fault.status).toBe(
      status,
    )
  })

  test('reads a list of entries', async () => {
    expect((await explained([], JSON.stringify([entry(429)]))).fault.status).toBe(429)
  })

  test('takes flags alone, and puts them before what a file says', async () => {
    const byFlags = ['--status', '402', '--body', '{"detail":"No funds."}', '--url', 'https://api.vmira.ai/v1/chat']
    expect((await explained(byFlags)).fault).toMatchObject({ kind: 'quota', provider: 'mira', message: 'No funds.' })
    expect((await explained(['-', '--status', '404', '--method', 'put'], limited)).fault).toMatchObject({
      status: 404,
      method: 'PUT',
    })
    expect((await explained(['--error', 'ECONNRESET'])).fault).toMatchObject({ kind: 'network', status: null })
    expect((await explained(['--status', '500', '--provider', 'mira'])).fault.provider).toBe('mira')
  })

  test('says what a repeatable request changes', async () => {
    const post = ['--status', '500', '--method', 'POST']
    expect((await explained(post)).decision).toMatchObject({ retry: false, reason: 'not_repeatable' })
    expect((await explained([...post, '--idempotent'])).decision).toMatchObject({ retry: true })
  })

  test('prints fault, verdict, wait, message, log line and reasons for people', async () => {
    const { code, out } = await play(['explain', '--now', '2026-01-01'], limited)
    expect(code).toBe(0)
    const first = out.split('\n').map((line) => line.slice(0, 11).trim())
    expect(first.filter((name) => ['fault', 'verdict', 'wait', 'message', 'log', 'reasons'].includes(name))).toEqual([
      'fault',
      'verdict',
      'wait',
      'message',
      'log',
      'reasons',
    ])
    expect(out).toContain('verdict     retry after 20 s to 24 s\n')
    expect(out).toMatch(/ {2}decided {4}header {3}retry-after: 20000 ms\n/)
  })

  test('says what a give-up waits for', async () => {
    const { out } = await play(['explain', '--status', '429', '--header', 'retry-after: 86400', '--now', '2026-01-01'])
    expect(out).toContain(
      'give up (wait_too_long): the stated wait is longer than the policy allows; it may pass at 2026-01-02',
    )
  })

  test('ends with 1 where the answer is no failure', async () => {
    expect((await play(['explain', '--status', '200'])).code).toBe(1)
  })

  test.each([
    [[], undefined, 'nothing to explain'],
    [['nowhere.har'], undefined, 'cannot read nowhere.har: there is no such file'],
    [['.'], undefined, 'cannot read .: it is a folder'],
    [[], '  \n', 'standard input is empty'],
    [[], 'Hello?', 'standard input is neither a HAR archive nor what curl -i or curl -v prints'],
    [[], '{"a":', 'standard input begins like JSON and is none'],
    [[], '{"a":1}', 'standard input is JSON, but no HAR archive'],
    [[], 'a\0b', 'standard input is not text'],
    [[], '> GET / HTTP/1.1\n> Host: x.test\n', 'standard input: no answer in it'],
    [[], archive([]), 'standard input: the archive has no entries'],
    [[], archive([entry(200)]), 'standard input: none of its 1 entries failed'],
    [['-', '--entry', '9'], archive([entry(500)]), 'standard input: there is no entry 9; it has 1'],
    [['-', '--entry', 'x'], archive([entry(500)]), '--entry takes a number from 1, got x'],
    [[], archive([entry(700)]), 'standard input: its status is no status: 700'],
    [['--status', '0x1ad'], undefined, '--status takes a number from 100 to 599, got 0x1ad'],
    [['--status', '429', '--now', '9'.repeat(20)], undefined, '--now takes a date or epoch milliseconds'],
    [['--status', '42'], undefined, '--status takes a number from 100 to 599, got 42'],
    [['--status', '429', '--header', 'retry-after'], undefined, '--header takes "name: value"'],
    [['--status', '429', '--url', '/things'], undefined, '--url takes a whole URL'],
    [['--status', '429', '--now', 'soon'], undefined, '--now takes a date or epoch milliseconds, got soon'],
    [['--status', '429', '--provider', 'nobody'], undefined, 'no provider is named "nobody"; known are '],
    [['--what'], undefined, "unknown option '--what'"],
  ])('refuses %j %j in one sentence', async (args, stdin, problem) => {
    const { code, out, err } = await play(['explain', ...args], stdin)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(problem)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})

describe('kinds', () => {
  test('lists every kind with its meaning, its rule and what the user reads', async () => {
    const { code, out } = await play(['kinds', '--json'])
    expect(code).toBe(0)
    const rows = JSON.parse(out) as { kind: keyof typeof kinds; meaning: string; retried: boolean; message: string }[]
    expect(rows.map(({ kind }) => kind)).toEqual(Object.keys(kinds))
    for (const { kind, meaning, retried, message } of rows) {
      expect(retried).toBe(kinds[kind].retryable)
      expect(meaning.endsWith('.')).toBe(true)
      expect(message === '').toBe(kind === 'aborted')
    }
  })

  test('prints a paragraph for each for people', async () => {
    const { out } = await play(['kinds'])
    expect(out.split('\n\n')).toHaveLength(Object.keys(kinds).length)
    expect(out).toContain('rate_limit\n  means    There were too many requests')
  })
})

test.each([[['--help']], [['explain', '--help']]])('%j is shown, with code 0', async (args) => {
  const { code, out, err } = await play(args)
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('Usage: recourse')
})

test.each([[[]], [['unheard']]])('%j is wrong usage', async (args) => {
  expect((await play(args)).code).toBe(2)
})
