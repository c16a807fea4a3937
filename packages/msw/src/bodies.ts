import { lowered } from './api.ts'
import { type ScenarioOptions, checks, checkOptions, status } from './options.ts'
import { type Scenario, answering } from './scenario.ts'
import { waitFields } from './stated-wait.ts'

export type BodyOptions = Omit<ScenarioOptions, 'message' | 'requestId'> &
  Readonly<{
    /** From 200 to 599. */
    status?: number
  }>

const { message: _message, requestId: _requestId, ...common } = checks
const table = { ...common, status }

/**
 * The page of a proxy in front of an API that promised JSON. Default: 502. In the manner of nginx
 * (https://github.com/nginx/nginx, src/http/ngx_http_special_response.c).
 * @throws TypeError for bad options.
 */
export const htmlFromProxy = (options: BodyOptions = {}): Scenario =>
  bodyOf('htmlFromProxy', options, 502, 'text/html', (status) => {
    const title = `${status} ${reasons[status] ?? 'Error'}`
    return `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><hr>proxy</body>\n</html>\n`
  })

/**
 * A status and a content type of JSON, and nothing after it. Default: 500.
 * @throws TypeError for bad options.
 */
export const emptyBody = (options: BodyOptions = {}): Scenario =>
  bodyOf('emptyBody', options, 500, 'application/json', () => undefined)

/**
 * JSON that breaks off in the middle. Default: 500; with 200 it is a success that nobody can read.
 * @throws TypeError for bad options.
 */
export const brokenJson = (options: BodyOptions = {}): Scenario =>
  bodyOf('brokenJson', options, 500, 'application/json', () => '{"error": {"message": "Something we')

/** What proxies say on their own (RFC 9110, section 15). */
const reasons: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

function bodyOf(
  name: string,
  options: BodyOptions,
  usual: number,
  type: string,
  make: (status: number) => string | undefined,
): Scenario {
  checkOptions(name, options, table)
  const { status = usual, headers = {} } = options
  const body = make(status)
  return answering(() => ({
    status,
    headers: { 'content-type': type, ...waitFields(options, false), ...lowered(headers) },
    ...(body === undefined ? {} : { body }),
  }))
}
