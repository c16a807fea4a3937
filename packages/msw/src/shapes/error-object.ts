import type { Said, Shape } from '../api.ts'
import { idIn } from './request-id.ts'

type Part = 'code' | 'type' | 'param' | 'details' | 'request_id'

const parts: Readonly<Record<Part, (said: Said) => Readonly<Record<string, unknown>>>> = {
  code: ({ code }) => ({ code }),
  type: ({ type }) => ({ type }),
  // one parameter is named, in the sentence and beside it
  param: ({ fields: [first] }) => ({ param: first?.[0] ?? null }),
  details: ({ fields }) =>
    fields.length === 0 ? {} : { details: fields.map(([field, message]) => ({ field, message })) },
  request_id: ({ requestId }) => (requestId === undefined ? {} : { request_id: requestId }),
}

/** `{"error": {"message", …}}`, with these parts beside the message; the request id may stand in a header instead. */
export const errorObject = (names: readonly Part[], idHeader?: string): Shape => ({
  body: (said) => ({
    error: Object.assign({ message: said.message }, ...names.map((name) => parts[name](said))) as unknown,
  }),
  ...(idHeader === undefined ? {} : { headers: idIn(idHeader) }),
})
