import { type Fetch, withRecourse } from '@recourse/fetch'
import { answered } from './answered.ts'
import type { Driver, DriverRequest, Outcome } from './driver.ts'

export const fetchDriver: Driver = {
  name: 'fetch',
  errorNames: {
    network: 'TypeError',
    timeout: 'TimeoutError',
    aborted: 'AbortError',
    caller_timeout: 'TimeoutError',
    refused: 'RecourseError',
  },
  skip: [],
  make(options, inner) {
    const client = withRecourse(inner === undefined ? plain : withRecourse(plain, inner), options)
    return { call: (request) => call(client, request), close: async () => {} }
  },
}

const plain: Fetch = (input, init) => fetch(input, init)

async function call(client: Fetch, request: DriverRequest): Promise<Outcome> {
  try {
    return answered(await client(...argumentsOf(request)))
  } catch (error) {
    return { thrown: true, subject: error }
  }
}

function argumentsOf({ url, asRequest, body, recourse, ...rest }: DriverRequest): Parameters<Fetch> {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  // a fetch of the platform wants this with a stream; with a fresh one for each attempt, the adapter sees to it
  const isStream = Object(body) === body && Symbol.asyncIterator in (body as object)
  const init = {
    ...given,
    ...(body === undefined ? {} : { body }),
    ...(isStream ? { duplex: 'half' } : {}),
  } as RequestInit
  const extra = recourse === undefined ? {} : { recourse }
  return asRequest ? [new Request(url, init), extra] : [url, { ...init, ...extra }]
}
