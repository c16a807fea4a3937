import { errorObject } from '../formats/error-object.ts'
import { type Provider, defineProvider, trouble } from '../provider.ts'

/** Mavio, meetings. It documents no host: `bind(mavio, host)`. Source: its error guide. Of POST the guide says nothing, so no `repeats`. */
export const mavio: Provider = /* @__PURE__ */ defineProvider({
  name: 'mavio',
  hosts: [],
  formats: [errorObject],
  codes: {
    bad_request: { kind: 'validation', status: 400, remedy: 'Send JSON of the documented form.' },
    validation_error: { kind: 'validation', status: 400, remedy: 'Correct what `fieldErrors` names.' },
    unauthorized: { kind: 'authentication', status: 401, remedy: 'Check the key; it begins with mvo_live_.' },
    forbidden: { kind: 'permission', status: 403, remedy: 'Give the key the permission that the message names.' },
    not_found: { kind: 'not_found', status: 404, remedy: 'Check the id.' },
    conflict: { kind: 'conflict', status: 409, remedy: 'Read it again; it exists or has changed.' },
    unprocessable_entity: { kind: 'validation', status: 422, remedy: 'Wait for the state that this needs.' },
    rate_limit_exceeded: { kind: 'rate_limit', status: 429, remedy: 'Stay below 300 requests a minute.' },
    internal_error: { kind: 'server', status: 500, remedy: trouble },
    service_unavailable: { kind: 'overloaded', status: 503, remedy: trouble },
  },
  keyPrefix: 'mvo_live_',
  support: { docsUrl: 'https://docs.mavioapp.com/api-reference/errors' },
})
