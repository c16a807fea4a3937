import { withRecourse } from '@recourse/ofetch'
import { type $Fetch, type FetchOptions, type FetchRequest, ofetch } from 'ofetch'
import { ofetch as ofetchNext } from 'ofetch-next'
import { answersIn, attemptsIn, countsOf } from './counts.ts'
import type { Driver, DriverRequest, Outcome, Ran } from './driver.ts'

const readByOfetch = 'ofetch reads the body itself, as far as it comes'

const driverOf = (name: string, base: $Fetch): Driver => ({
  name,
  errorNames: {
    network: 'FetchError',
    timeout: 'FetchError',
    aborted: 'AbortError',
    caller_timeout: 'TimeoutError',
    refused: 'RecourseError',
  },
  errorClass: () => 'FetchError',
  hooks: hooksOf,
  skip: [
    ...['fin', 'reset'].map((end) => ({
      scenario: `a success that is cut by ${end} is the caller\u2019s to read`,
      reason: `${readByOfetch}: what breaks off is an error, and a GET is sent again`,
    })),
    {
      scenario: 'a success that does not unpack is the caller\u2019s to read',
      reason: `${readByOfetch}: what does not unpack is an error, and a GET is sent again`,
    },
    ...[
      'an error that is cut by fin goes to the caller as it is',
      'an error that is cut by reset goes to the caller as it is',
      'an error that does not unpack goes to the caller as it is',
    ].map((scenario) => ({ scenario, reason: `${readByOfetch}, and that is error.data` })),
  ],
  make(options, inner) {
    const client = withRecourse(inner === undefined ? base : withRecourse(base, inner), options)
    return { call: (request) => call(client, request), close: async () => {} }
  },
})

export const ofetchDriver: Driver = driverOf('ofetch', ofetch)

/** Its types are those of version 1 but for what was taken out of `create`. */
export const ofetchNextDriver: Driver = driverOf('ofetch 2 alpha', ofetchNext as $Fetch)

/** ofetch runs them for each attempt. */
function hooksOf(ran: Ran): Readonly<Record<string, number>> {
  const refused = ran.events.filter(({ type }) => type === 'refused').length
  const onRequest = attemptsIn(ran) + refused
  const onResponse = answersIn(ran)
  const refusing = ran.events.flatMap((event) =>
    'fault' in event && (event.fault.status ?? 0) >= 400 && event.fault.kind !== 'aborted' ? [event.attempt] : [],
  )
  const onResponseError = ran.events.length === 0 ? 1 : new Set(refusing).size
  return { onRequest, onRequestError: onRequest - onResponse, onResponse, onResponseError }
}

async function call(client: $Fetch, request: DriverRequest): Promise<Outcome> {
  const { counts, count } = countsOf('onRequest', 'onRequestError', 'onResponse', 'onResponseError')
  const [input, options] = argumentsOf(request)
  const hooks = Object.fromEntries(Object.keys(counts).map((name) => [name, () => count(name as keyof typeof counts)]))
  try {
    const response = await client.raw(input, { ...options, ...hooks })
    const { status, _data: data } = response
    return { ...outcomeOf(response, status, data), hooks: counts }
  } catch (error) {
    const { status, data } = error as { status?: number; data?: unknown }
    if (typeof status !== 'number') return { thrown: true, subject: error, hooks: counts }
    return { ...outcomeOf(error, status, data), hooks: counts }
  }
}

/** The answer as ofetch hands it over: parsed, where it is JSON. */
const outcomeOf = (subject: unknown, status: number, data: unknown): Outcome => ({
  thrown: false,
  subject,
  status,
  text: async () =>
    typeof data === 'string' ? data : isReadable(data) ? new Response(data).text() : (JSON.stringify(data) ?? ''),
  cancel: async () => {},
})

const isReadable = (data: unknown): data is Blob | ReadableStream =>
  data instanceof Blob || data instanceof ReadableStream

function argumentsOf({ url, asRequest, recourse, ...rest }: DriverRequest): [FetchRequest, FetchOptions] {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as FetchOptions
  const isStream = Object(rest.body) === rest.body && Symbol.asyncIterator in (rest.body as object)
  const init = isStream ? { ...given, duplex: 'half' as const } : given
  // a call that is left to ofetch is retried by ofetch, which is none of our business
  const extra: FetchOptions = recourse === undefined ? {} : recourse === false ? { recourse, retry: 0 } : { recourse }
  if (!asRequest) return [url, { ...init, ...extra }]
  const { headers, ...made } = init as RequestInit
  const request = new Request(url, made)
  // msw's own Headers drop what a Request was made with when they are copied, as ofetch does; what is set later they keep
  for (const [name, value] of Object.entries(headers ?? {})) request.headers.set(name, String(value))
  return [request, extra]
}
