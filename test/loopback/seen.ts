import { type ClientRequest, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export type ErrorShape = { name: string; code?: unknown; message: string; cause?: ErrorShape }

/** What a client saw of one request: an answer, a failure, or an answer that failed in its body. */
export type Seen = { status?: number; headers?: Record<string, string>; body?: string; error?: ErrorShape }

export const shapeOf = (thrown: unknown): ErrorShape => {
  if (typeof thrown !== 'object' || thrown === null) return { name: typeof thrown, message: String(thrown) }
  const { name, message, code, cause } = thrown as Record<string, unknown>
  return {
    name: String(name),
    ...(code === undefined ? {} : { code }),
    message: String(message),
    ...(cause === undefined ? {} : { cause: shapeOf(cause) }),
  }
}

export const seenByFetch = async (url: string, init: RequestInit = {}): Promise<Seen> => {
  const seen: Seen = {}
  try {
    const response = await fetch(url, init)
    seen.status = response.status
    seen.headers = Object.fromEntries(response.headers)
    seen.body = await response.text()
  } catch (error) {
    seen.error = shapeOf(error)
  }
  return seen
}

type HttpInit = RequestOptions & { body?: string; onResponse?: (response: IncomingMessage) => void }

// A connection of its own for each request, so that what one step does to a socket does not reach the next.
export const seenByHttp = (url: string, { body, onResponse, ...options }: HttpInit = {}): Promise<Seen> =>
  new Promise((resolve) => {
    const seen: Seen = {}
    const fail = (error: unknown): void => {
      seen.error ??= shapeOf(error)
      resolve(seen)
    }
    const send = url.startsWith('https:') ? requestHttps : requestHttp
    const request: ClientRequest = send(url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = []
      seen.status = response.statusCode ?? 0
      seen.headers = response.headers as Record<string, string>
      onResponse?.(response)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => {
        seen.body = Buffer.concat(chunks).toString('utf8')
        resolve(seen)
      })
    })
    request.on('error', fail)
    request.end(body)
  })
