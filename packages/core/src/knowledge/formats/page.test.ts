import { describe, expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { page } from './page.ts'

const read = (body: unknown, options: Parameters<typeof wireOf>[1] = {}) => page.read(wireOf(body, options), 0)

describe('a page of HTML', () => {
  test.each([
    ['<html><head><title>502 Bad Gateway</title></head><body><h1>Sorry</h1></body></html>', '502 Bad Gateway'],
    ['<html><title>Only a title</title></html>', 'Only a title'],
    ['<TITLE>Upper case</TITLE>', 'Upper case'],
    ['<!-- a <b>note</b> --><html><h1>After a note</h1></html>', 'After a note'],
    ['<h1 class="a">Bad\n  <b>gateway</b>&nbsp;here</h1>', 'Bad gateway here'],
    ['<h1>kong &amp; co &#38;&#x26; &unknown; &amp;lt;</h1>', 'kong & co && &unknown; &lt;'],
    ['<p>Second</p><h2>First</h2>', 'First'],
    ['<title>Error</title><h1>Error</h1><p>The sentence.</p>', 'The sentence.'],
    ['<title>Error</title>', 'Error'],
    [
      '<title>Action Controller: Exception caught</title><h1>RuntimeError in Things#show</h1>',
      'RuntimeError in Things#show',
    ],
    ['<body><div>First.</div>Second.</body>', 'First.'],
    ['<title>Error</title><div>The sentence.</div>', 'The sentence.'],
    ['<h1>never closed', 'never closed'],
    ['<html>Only this</html>', 'Only this'],
    ['<html><body><iframe src="x">Request unsuccessful.</iframe></body></html>', 'Request unsuccessful.'],
    [
      '<br />\n<b>Fatal error</b>:  It broke in <b>/srv/a.php</b> on line <b>3</b><br />',
      'Fatal error: It broke in /srv/a.php on line 3',
    ],
    ['<title>Error</title><h1>Error</h1><p>Nobody answered.</p><p>more</p>', 'Nobody answered.'],
    ['<html><script>if (a < b) "<h1>no</h1>"</script><style><h1></style><h1>yes</h1>', 'yes'],
    ["<html><script>'a < b /script <h1>no</h1>'</script><h1>yes</h1>", 'yes'],
    ['<html><SCRIPT>"<h1>no</h1>"</SCRIPT><h1>yes</h1>', 'yes'],
    ['<html><title><script>x</script></title><h1>yes</h1>', 'yes'],
  ])('says what a person would read: %j', (text, message) => {
    expect(read(text)).toEqual({ message })
  })

  test.each([
    '<html></html>',
    '<h1></h1>',
    '<h1',
    '<html><script>alert(1)',
    '<html><!-- <h1>x</h1>',
    '<',
    '<h1/>',
    `<h1>${'x'.repeat(501)}</h1>`,
  ])('says nothing: %j', (text) => {
    expect(read(text)).toBeUndefined()
  })

  test('has no code in an element that shows code, and none in an attribute', () => {
    expect(read('<html><meta message="no" code="no"><p>The path <code>/x</code> is not there.</p>')).toEqual({
      message: 'The path /x is not there.',
    })
  })

  test.each([
    ['Request ID: abc-123', 'abc-123'],
    ['Your support ID is: 14517474674167111961<br>Go back', '14517474674167111961'],
    ['Incident ID: <b>12-34</b>.', '12-34'],
    ['request_id: 6f5e', '6f5e'],
    ['Reference Number: 00.59.a0', '00.59.a0'],
    ['Request ID: none', undefined],
    ['Client ID: 1234567', undefined],
  ])('has an id where it says so: %s', (text, requestId) => {
    expect(read(`<html><h1>m</h1><div></div>${text}</html>`)?.requestId).toBe(requestId)
  })

  test('has its id at the end of much text, and its code in what is shown alone', () => {
    const body = `<h1>m</h1><!-- Code: NOT_THIS -->${'<p>More of it.</p>'.repeat(200)}<p>Code: <code>NOT_FOUND</code> ID: <code>bom1::jngnf-1781</code></p>`
    expect(read(body)).toEqual({ message: 'm', code: 'NOT_FOUND', requestId: 'bom1::jngnf-1781' })
  })

  test.each([
    [400, '<h2>Bad Request - Request Too Long</h2><p>The size of the request headers is too long.</p>', 'too_large'],
    [400, '<h1>Bad Request</h1><p>Size of a request header field exceeds server limit.</p>', 'too_large'],
    [400, '<title>Request header is too large</title>', 'too_large'],
    [400, '<h1>Bad Request</h1>', undefined],
    [413, '<title>Request header is too large</title>', undefined],
    [503, '<h1>Error 503 between bytes timeout</h1>', 'timeout'],
  ] as const)('means under a %i what it says: %s', (status, body, kind) => {
    expect(read(`<html>${body}</html>`, { status })?.kind).toBe(kind)
  })

  test('is read for sixteen kilobytes and five hundred tags, and no further', () => {
    expect(read(`<p>${'x'.repeat(16_300)}</p><h1>near</h1>`)?.message).toBe('near')
    expect(read(`<p>${'x'.repeat(16_390)}</p><h1>far</h1>`)).toBeUndefined()
    expect(read(`${'<p></p>'.repeat(200)}<h1>near</h1>`)?.message).toBe('near')
    expect(read(`${'<p></p>'.repeat(300)}<h1>far</h1>`)).toBeUndefined()
  })
})

describe('XML', () => {
  test.each([
    [
      '<ErrorResponse><Error><Type>Sender</Type><Code>C</Code><Message>M</Message></Error><RequestId>\n R\n</RequestId></ErrorResponse>',
      { code: 'C', message: 'M', requestId: 'R' },
    ],
    [
      '<Response><Errors><Error><Code>C</Code><Message>M</Message></Error></Errors><RequestID>R</RequestID></Response>',
      { code: 'C', message: 'M', requestId: 'R' },
    ],
    ['<error>\n  <message>M</message>\n  <requestid>R</requestid>\n</error>', { message: 'M', requestId: 'R' }],
    ['<problem xmlns="urn:ietf:rfc:7807"><title>T</title><detail>D</detail></problem>', { message: 'D' }],
    [
      '<ows:Report><ows:Exception exceptionCode="C"><ows:ExceptionText>M</ows:ExceptionText></ows:Exception></ows:Report>',
      { code: 'C', message: 'M' },
    ],
    ["<lfm status='failed'><error code='10'>M</error></lfm>", { code: '10', message: 'M' }],
    ['<r><error code="40" message="M &lt;1&gt;"/></r>', { code: '40', message: 'M <1>' }],
    ['<Fault><faultcode>soap:Server</faultcode><faultstring>M</faultstring></Fault>', { message: 'M' }],
    [
      '<Fault><faultcode>wsse:FailedCheck</faultcode><faultstring>M</faultstring></Fault>',
      { code: 'FailedCheck', message: 'M' },
    ],
    ['<e><Message><![CDATA[a <b> & &amp; c]]></Message><Code>C</Code></e>', { code: 'C', message: 'a <b> & &amp; c' }],
    [
      '<errors><error field="a.b" symbol="taken">has been taken</error></errors>',
      { code: 'taken', message: 'has been taken' },
    ],
    [
      '<d:error><s:exception>Dav\\NotFound</s:exception><s:message>M</s:message></d:error>',
      { code: 'Dav\\NotFound', message: 'M' },
    ],
    ['<Error><ErrorCode>120</ErrorCode><ErrorDescription>M</ErrorDescription></Error>', { code: '120', message: 'M' }],
    ['<r><item code="X" message="no"/><error>M</error></r>', { message: 'M' }],
    [
      '<Error><Message>Request ID: other-1</Message><RequestId>own-1</RequestId></Error>',
      { message: 'Request ID: other-1', requestId: 'own-1' },
    ],
    ['<UnknownOperationException/>', { code: 'UnknownOperationException' }],
    ['<Error><Code>400</Code><Message>M</Message></Error>', { message: 'M' }],
    ['<Error><Code>two words each</Code><Message>M</Message></Error>', { message: 'M' }],
    ['<a><code>C</code><message></message><title>T</title></a>', { code: 'C', message: 'T' }],
  ])('is read by names that many share: %s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('has no entities but its own', () => {
    const bomb = `<!DOCTYPE x [ <!ENTITY a "ha"> ${'<!ENTITY b "&a;&a;"> '.repeat(50)}]><Error><Message>&b;</Message></Error>`
    expect(read(bomb)).toEqual({ message: '&b;' })
  })

  test.each(['<a><b>1</b></a>', '<?xml version="1.0"?>', '<!DOCTYPE x', '<![CDATA[x', '<a><![CDATA[<Code>1</Code>]]>'])(
    'says nothing where no name is known: %s',
    (text) => {
      expect(read(text)).toBeUndefined()
    },
  )
})

describe('text', () => {
  test.each([
    ['upstream connect error\n', { message: 'upstream connect error' }],
    ['RBAC: access denied', { message: 'RBAC: access denied' }],
    ['First.\nrequest_id: 12ab\n', { message: 'First.', requestId: '12ab' }],
    ['no_route', { message: 'no_route', code: 'no_route' }],
    ['no_route here', { message: 'no_route here' }],
    ['no_route\nIt is so.', { message: 'no_route' }],
    ['NotFound', { message: 'NotFound' }],
    ['x'.repeat(500), { message: 'x'.repeat(500) }],
  ])('is its first line: %j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each(['', '   ', 'x'.repeat(501), `${'x'.repeat(501)}\nshort`, 'PK\u0003\u0004', 'a\ufffdb\nc'])(
    'says nothing: %j',
    (text) => {
      expect(read(text)).toBeUndefined()
    },
  )

  test.each([
    ['text/plain', true],
    ['application/json', true],
    ['text/html', true],
    ['application/xml', true],
    ['image/png', false],
    ['application/octet-stream', false],
  ])('under the media type %s is a sentence: %s', (type, isSentence) => {
    const headers = { 'content-type': type }
    expect(read('no healthy upstream', { headers })).toEqual(
      isSentence ? { message: 'no healthy upstream' } : undefined,
    )
  })

  test('of many lines is for people where it is said to be text, or not said to be anything else', () => {
    const trace = `It broke.\n${'  at x\n'.repeat(100)}`
    const under = (type: string) => read(trace, { headers: { 'content-type': type } })?.message
    expect([read(trace)?.message, under('text/plain'), under('text/html'), under('text/csv')]).toEqual([
      'It broke.',
      'It broke.',
      undefined,
      undefined,
    ])
  })
})

test('JSON is left to the others', () => {
  expect(read({ message: 'm' })).toBeUndefined()
})

test.each([
  ['error code: 1015', true],
  ['<Error><Code>SlowDown</Code></Error>', true],
  ['\n\n<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code></Error>', true],
  [`${' '.repeat(2_000)}<Error><Code>InternalError</Code></Error>`, true],
  ['<ListBucketResult></ListBucketResult>', false],
  ['<DeleteResult><Error><Code>AccessDenied</Code></Error></DeleteResult>', false],
  ['the error code: 1015', false],
])('inside a success %j is an error: %s', (text, isError) => {
  expect(page.inSuccess?.(wireOf(text, { status: 200 }))).toBe(isError)
})
