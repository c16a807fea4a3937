import { withRecourse } from '@recourse/openai'
import OpenAI, { type APIError } from 'openai'
import OpenAI6, { type APIError as APIError6 } from 'openai-6'
import { answered } from './answered.ts'
import { attemptsIn, countsOf } from './counts.ts'
import type { Driver, DriverRequest, Outcome } from './driver.ts'

/** The SDK numbers its attempts in a field of the request: here all of them are to be alike. */
const uncounted: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.delete('x-stainless-retry-count')
  return fetch(input, { ...init, headers })
}

/** The SDK names all its errors `Error`, and puts what the caller aborted with in the cause. */
const errorNames = {
  network: 'Error',
  timeout: 'Error',
  aborted: 'AbortError',
  caller_timeout: 'TimeoutError',
  refused: 'RecourseError',
} as const

const classes: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
}

/** The SDK has no hooks, but takes the caller's own fetch, and asks it once for each attempt. */
const driverOf = (name: string, Sdk: typeof OpenAI): Driver => ({
  name,
  errorNames,
  errorClass: (status) => (status >= 500 ? 'InternalServerError' : (classes[status] ?? 'APIError')),
  hooks: (ran) => ({ fetch: ran.stoppedBefore ? 0 : attemptsIn(ran) }),
  skip: [
    'an error that is cut by fin goes to the caller as it is',
    'an error that is cut by reset goes to the caller as it is',
    'an error that does not unpack goes to the caller as it is',
  ].map((scenario) => ({ scenario, reason: 'the SDK reads the body of an error itself, and keeps what came of it' })),
  make(options, inner) {
    const { counts, count } = countsOf('fetch')
    const base = new Sdk({ apiKey: 'none', fetch: (input, init) => (count('fetch'), uncounted(input, init)) })
    const client = withRecourse(inner === undefined ? base : withRecourse(base, inner), options)
    return {
      async call(request) {
        const before = counts.fetch
        return { ...(await call(Sdk, client, request)), hooks: { fetch: counts.fetch - before } }
      },
      close: async () => {},
    }
  },
})

export const openaiDriver: Driver = driverOf('openai', OpenAI)

/** What the SDK made an error of: 6 drops JSON that is in no envelope. */
const bodies = new WeakMap<object, string>()

/** A class of the user's own, with a hook of the SDK's. */
class Keeping extends OpenAI6 {
  protected override makeStatusError(
    ...given: [status: number, error: object, message: string | undefined, headers: Headers]
  ): APIError6 {
    const made = super.makeStatusError(...given)
    const [, error, message] = given
    bodies.set(made, message ?? JSON.stringify(error))
    return made
  }
}

// its private members make it another class to the compiler
export const openai6Driver: Driver = driverOf('openai 6', Keeping as unknown as typeof OpenAI)

async function call(Sdk: typeof OpenAI, client: OpenAI, request: DriverRequest): Promise<Outcome> {
  try {
    return answered(await client.request(argumentsOf(request)).asResponse())
  } catch (error) {
    if (error instanceof Sdk.APIUserAbortError) return { thrown: true, subject: error.cause }
    if (!(error instanceof Sdk.APIError) || error.status === undefined) return { thrown: true, subject: error }
    return { thrown: false, subject: error, status: error.status, text: async () => bodies.get(error) ?? textOf(error) }
  }
}

/** The SDK keeps the inner object of an envelope, the whole of any other JSON, and text that is none in the message. */
function textOf({ error, message, status }: APIError): string {
  if (error === undefined) return message.replace(`${status} `, '').replace('status code (no body)', '')
  const isInner = ['message', 'code'].some((name) => Object.hasOwn(Object(error), name))
  return JSON.stringify(isInner ? { error } : error)
}

function argumentsOf({ url, method, headers, body, signal, recourse, redirect }: DriverRequest) {
  const fetchOptions = { ...(redirect && { redirect }), ...(recourse !== undefined && { recourse }) }
  const hasKey = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')
  return {
    method: method.toLowerCase() as 'post',
    path: url,
    headers: {
      // the SDK takes text for JSON that is still to be written, unless it is told what it is
      ...(typeof body === 'string' && { 'content-type': 'text/plain;charset=UTF-8' }),
      ...(hasKey ? {} : { authorization: null }),
      ...headers,
    },
    ...(body !== undefined && { body: body as object }),
    ...(signal && { signal }),
    // a call that is left to the SDK is retried by the SDK, which is none of our business
    ...(recourse === false && { maxRetries: 0 }),
    fetchOptions,
  }
}
