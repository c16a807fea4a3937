import { Readable } from 'node:stream'
import { withRecourse } from '@recourse/axios'
import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse, isAxiosError, isCancel } from 'axios'
import { countsOf } from './counts.ts'
import type { Driver, DriverRequest, Outcome, Ran } from './driver.ts'

type AdapterName = 'http' | 'fetch'

const reason =
  'axios turns a call away that is aborted before it begins, by a CanceledError that says nothing of the caller\u2019s own error'

export const deviations: Driver['skip'] = [
  { scenario: 'a caller stops before it begins, with an error of its own (GET)', reason },
  { scenario: 'a caller stops before it begins, with an error of its own (POST)', reason },
  ...['is cut by fin', 'is cut by reset', 'does not unpack'].map((what) => ({
    scenario: `a success that ${what} is the caller\u2019s to read`,
    reason:
      'axios reads a body before it answers: one that breaks off is an error of the call, which is told and not repeated',
  })),
]

export const errorNames = {
  network: 'AxiosError',
  timeout: 'AxiosError',
  aborted: 'CanceledError',
  caller_timeout: 'CanceledError',
  refused: 'RecourseError',
} as const

const driverOf = (adapter: AdapterName, skip: Driver['skip']): Driver => ({
  name: `axios ${adapter}`,
  errorNames,
  errorClass: () => 'AxiosError',
  hooks,
  skip,
  make(options, inner) {
    const plain = axios.create({ adapter })
    const client = withRecourse(inner === undefined ? plain : withRecourse(plain, inner), options)
    return { call: (request) => call(client, request), close: async () => {} }
  },
})

/** Interceptors run once, whatever the number of attempts. */
const hooks = ({ outcome }: Ran): Readonly<Record<string, number>> => ({
  request: 1,
  response: outcome.subject instanceof Error ? 0 : 1,
  rejected: outcome.subject instanceof Error ? 1 : 0,
})

export const axiosHttpDriver: Driver = driverOf('http', deviations)

export const axiosFetchDriver: Driver = driverOf('fetch', [
  ...deviations,
  ...['is cut by fin', 'is cut by reset', 'does not unpack'].map((what) => ({
    scenario: `an error that ${what} goes to the caller as it is`,
    reason: 'a failed answer is read before axios sees it, which gets what came: by itself it would lose the status',
  })),
])

export async function call(client: AxiosInstance, request: DriverRequest): Promise<Outcome> {
  const { counts, count } = countsOf('request', 'response', 'rejected')
  client.interceptors.request.use((config) => (count('request'), config))
  client.interceptors.response.use(
    (response) => (count('response'), response),
    (thrown: unknown) => {
      count('rejected')
      throw thrown
    },
  )
  return { ...(await outcomeOf(send(client, request))), hooks: counts }
}

async function outcomeOf(calling: Promise<AxiosResponse>): Promise<Outcome> {
  try {
    const response = await calling
    return { thrown: false, subject: response, status: response.status, text: async () => textOf(response.data) }
  } catch (error) {
    // axios puts what the caller aborted with in the cause
    if (isCancel(error) && error.cause instanceof Error && error.cause.name === 'Error')
      return { thrown: true, subject: error.cause }
    if (!isAxiosError(error)) return { thrown: true, subject: error }
    // axios calls an error after its cause; what a caller asks for is the class
    error.name = error.constructor.name
    if (error.response === undefined) return { thrown: true, subject: error }
    const { status, data } = error.response
    const isWhole = error.code === undefined || error.message.startsWith('Request failed')
    const text = async (): Promise<string> => (isWhole ? textOf(data) : Promise.reject(error))
    return { thrown: false, subject: error, status, text }
  }
}

/** What axios takes for a stream is one of Node's. */
function streamed(body: unknown): unknown {
  const isStream = Object(body) === body && Symbol.asyncIterator in (body as object)
  return isStream ? Readable.from(body as AsyncIterable<unknown>) : body
}

/** The answer as axios hands it over. */
const textOf = (data: unknown): string => (typeof data === 'string' ? data : (JSON.stringify(data) ?? ''))

function send(client: AxiosInstance, request: DriverRequest): Promise<AxiosResponse> {
  const { url, method, headers, body, signal, recourse, asRequest, redirect } = request
  const fresh = typeof recourse === 'object' ? recourse.body : undefined
  const config: AxiosRequestConfig = {
    method,
    // without it axios sends a form by fetch as the wrong type
    headers: body instanceof FormData ? { ...headers, 'content-type': 'multipart/form-data' } : { ...headers },
    maxRedirects: redirect === undefined ? 20 : 0, // as many as a browser follows
    ...(body === undefined ? {} : { data: streamed(body) }),
    ...(signal === undefined ? {} : { signal }),
    ...(recourse === undefined
      ? {}
      : { recourse: fresh === undefined ? recourse : { ...recourse, body: () => streamed(fresh()) } }),
  }
  return asRequest ? client.request({ ...config, url }) : client(url, config)
}
