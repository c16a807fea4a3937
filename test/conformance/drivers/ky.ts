import { type Clock } from '@recourse/core'
import { withRecourse } from '@recourse/ky'
import ky, { type InitHook, type Input, type KyInstance, type KyResponse, type Options, isHTTPError } from 'ky'
import type { RecordingClock } from '../clock.ts'
import { answered } from './answered.ts'
import { answersIn, attemptsIn, countsOf } from './counts.ts'
import type { Driver, DriverRequest, Outcome, Ran } from './driver.ts'

/** ky reads an error's body itself before it throws, for as long as its own limit: shorter than a test may take. */
const timeout = 5_000

const driverOf = (name: string, base: KyInstance, skip: Driver['skip']): Driver => ({
  name,
  errorNames: {
    network: 'NetworkError',
    timeout: 'TimeoutError',
    aborted: 'AbortError',
    caller_timeout: 'TimeoutError',
    refused: 'RecourseError',
  },
  errorClass: () => 'HTTPError',
  hooks,
  skip,
  make(options, inner) {
    const client = withRecourse(inner === undefined ? base : withRecourse(base, inner), options)
    const hurried = client.extend({ hooks: { init: [hurry(options.clock)] } })
    return { call: (request) => call(hurried, request), close: async () => {} }
  },
})

/** ky waits by timers of its own, which no clock of a test reaches: what the clock would shorten is shortened for ky. */
const hurry =
  (clock: Clock | undefined): InitHook =>
  ({ retry }) => {
    if (clock === undefined || !('isShortened' in clock) || typeof retry !== 'object') return
    const recording = clock as RecordingClock
    const { delay } = retry
    retry.delay = (count) => {
      const delayMs = delay?.(count) ?? 0
      void recording.sleep(delayMs, AbortSignal.abort())
      return recording.isShortened(delayMs) ? 1 : delayMs
    }
  }

/** ky asks its hooks once for a call, for each answer, for each retry, and for the error that it throws. */
const hooks = (ran: Ran): Readonly<Record<string, number>> => ({
  beforeRequest: 1,
  afterResponse: answersIn(ran),
  beforeRetry: Math.max(0, attemptsIn(ran) - 1),
  beforeError: ran.outcome.subject instanceof Error ? 1 : 0,
})

/** As most people use it: a failed answer is thrown, with its body read and parsed. */
export const kyDriver: Driver = driverOf('ky', ky.create({ timeout }), [
  ...[
    'a page that says that it is JSON is still a page (GET)',
    'a page that says that it is JSON is still a page (POST)',
    'JSON that breaks off in the middle leaves the status to speak (GET)',
    'JSON that breaks off in the middle leaves the status to speak (POST)',
  ].map((scenario) => ({
    scenario,
    reason:
      'ky leaves error.data undefined where the body is not the JSON that it says it is; the fault is read from it all the same',
  })),
  ...[
    'an error that is cut by fin goes to the caller as it is',
    'an error that is cut by reset goes to the caller as it is',
    'an error that does not unpack goes to the caller as it is',
  ].map((scenario) => ({
    scenario,
    reason: 'ky reads the body of an error itself, and leaves error.data undefined where it breaks off',
  })),
])

/** A failed answer is returned. */
export const kyReturningDriver: Driver = driverOf(
  'ky without throwHttpErrors',
  ky.create({ timeout, throwHttpErrors: false }),
  [],
)

async function call(client: KyInstance, request: DriverRequest): Promise<Outcome> {
  const { counts, count } = countsOf('beforeRequest', 'afterResponse', 'beforeRetry', 'beforeError')
  const counted = client.extend({
    hooks: {
      beforeRequest: [() => count('beforeRequest')],
      afterResponse: [() => count('afterResponse')],
      beforeRetry: [() => count('beforeRetry')],
      beforeError: [({ error }) => (count('beforeError'), error)],
    },
  })
  return { ...(await outcomeOf(counted(...argumentsOf(request)))), hooks: counts }
}

async function outcomeOf(calling: Promise<KyResponse>): Promise<Outcome> {
  try {
    return answered(await calling)
  } catch (error) {
    if (!isHTTPError(error)) return { thrown: true, subject: error }
    // the answer as ky hands it over
    const { data } = error
    const text = async (): Promise<string> => (typeof data === 'string' ? data : (JSON.stringify(data) ?? ''))
    return { thrown: false, subject: error, status: error.response.status, text }
  }
}

function argumentsOf({ url, asRequest, recourse, ...rest }: DriverRequest): [Input, Options] {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Options
  const isStream = Object(rest.body) === rest.body && Symbol.asyncIterator in (rest.body as object)
  // a call that is left to ky is retried by ky, which is none of our business
  const extra: Options = recourse === undefined ? {} : recourse === false ? { recourse, retry: 0 } : { recourse }
  if (!asRequest) return [url, { ...given, ...extra }]
  const { headers, ...init } = { ...given, ...(isStream ? { duplex: 'half' } : {}) } as RequestInit
  const request = new Request(url, init)
  // msw's own Headers drop what a Request was made with when they are copied, as ky does; what is set later they keep
  for (const [name, value] of Object.entries(headers ?? {})) request.headers.set(name, String(value))
  return [request, extra]
}
