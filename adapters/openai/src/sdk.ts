import type { OpenAI } from 'openai'

export type Options = OpenAI.RequestOptions
/** An answer on its way to the parser. Ours: what to do about an error that comes while it is read, and with what was parsed. */
export type Sent = { readonly options: Options; broke?: (error: unknown) => void; parsed?: (data: unknown) => unknown }
export type Parse = (client: unknown, sent: Sent) => Promise<unknown>

/** What we use of the client: private there for the most part, and the same in both majors. */
export type Sdk = Record<'request' | 'requestAPIList', (...given: unknown[]) => { parseResponse: Parse }> &
  Readonly<Pick<OpenAI, 'maxRetries' | 'timeout'>> & {
    /** The error classes hang on the client's own: thus they are those of the caller's copy of the SDK. */
    readonly constructor: Pick<typeof OpenAI, 'OpenAIError' | 'APIUserAbortError'>
    readonly fetchOptions: object | undefined
    readonly makeStatusError: (status: number, error: undefined, message: string | undefined, headers: Headers) => Error
    fetch: typeof fetch
    makeRequest: (given: Options | Promise<Options>, retriesLeft: number | null, retryOf?: string) => Promise<Sent>
    parseResponseWithTimeout?: Parse // of every answer, in late versions of 7
    withOptions: (options: object) => Sdk
  }

/** @throws TypeError for what is no client of a version that we know. */
export function sdkOf(client: unknown): Sdk {
  const sdk: Sdk = Object(client)
  for (const name of ['fetch', 'makeRequest', 'makeStatusError', 'request', 'requestAPIList', 'withOptions'] as const)
    if (typeof sdk[name] !== 'function') throw new TypeError(`recourse: no client of openai 6 or 7: it has no ${name}`)
  return sdk
}
