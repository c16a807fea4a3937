import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log, OpenEntry, Outcome } from './log.ts'
import type { Body, Head, HeaderLines } from './steps.ts'
import type { Timers } from './timers.ts'

/** One request and what a player may do about it. */
export type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly entry: OpenEntry
  readonly timers: Timers
  readonly log: Log
  readonly settle: (outcome: Outcome) => void
  readonly reset: () => void
}

/** `defaults` are headers that the step may override. */
export const setHead = (
  { response }: Exchange,
  head: Partial<Head>,
  status: number,
  defaults: HeaderLines = {},
): void => {
  response.statusCode = head.status ?? status
  const lines = [...Object.entries(defaults), ...Object.entries(head.headers ?? {})]
  for (const [name, value] of lines) response.setHeader(name, value)
  if (head.date === null) response.sendDate = false
  else if (head.date !== undefined) response.setHeader('date', head.date)
}

export const bytesOf = ({ body, bodyBase64 }: Body): Buffer => {
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64')
  if (body === undefined) return Buffer.alloc(0)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

export const typeOf = ({ body, bodyBase64 }: Body): HeaderLines =>
  bodyBase64 !== undefined || body === undefined || typeof body === 'string'
    ? {}
    : { 'content-type': 'application/json' }

// A reset overtakes bytes that the client has not read yet on some systems, so they get this long.
const beforeResetMs = 25

export const resetSoon = (exchange: Exchange): void => {
  exchange.timers.after(beforeResetMs, exchange.reset)
}
