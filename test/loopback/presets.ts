import type { HeaderLines, Json, StepOf } from './steps.ts'

type Answer = StepOf<'answer'>

export const json = (status: number, body: Json, headers: HeaderLines = {}): Answer => ({
  step: 'answer',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  // A string as a body is sent as it is, without the quotes that JSON wants.
  body: typeof body === 'string' ? JSON.stringify(body) : body,
})

export const text = (status: number, body: string, headers: HeaderLines = {}): Answer => ({
  step: 'answer',
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
})

/** What a gateway says in front of an API that promised JSON. */
export const htmlPage = (status: number, title: string, headers: HeaderLines = {}): Answer => ({
  step: 'answer',
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
})

export const empty = (status: number, headers: HeaderLines = {}): Answer => ({ step: 'answer', status, headers })

export const redirect = (status: number, location: string): Answer => empty(status, { location })
