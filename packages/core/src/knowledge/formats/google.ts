import { at, own } from '../../nouns/json.ts'
import { bare } from '../../nouns/options.ts'
import { type Format, found } from '../format.ts'
import { shape } from '../shape.ts'

const table = /* @__PURE__ */ shape({
  name: 'google',
  when: ['error.details.*.@type', 'error.errors.*.domain', 'error.code:number error.status:string'],
  // FcmError, ErrorInfo, the list of the older APIs, and google.rpc.Code
  code: 'error.details.*.errorCode error.details.*.reason error.errors.*.reason error.status error.code',
  type: 'error.status',
  message: 'error.message',
  status: 'error.code',
  wait: 'error.details.*.retryDelay:duration error.details.*.metadata.quotaResetDelay:duration',
  fieldErrors: 'error.details.*.fieldViolations error.errors',
})

/** Google's APIs: `google.rpc.Status` as JSON (AIP-193), and the list of errors before it ("Global domain errors"). */
export const google: Format = {
  name: 'google',
  keys: ['error.details', 'error.errors', 'error.status', 'details'],
  says: {
    'conflict retry': 'ABORTED', // google.rpc.Code
    'server stop': 'DATA_LOSS', // google.rpc.Code
    conflict: 'FAILED_PRECONDITION', // google.rpc.Code
    authentication: 'API_KEY_INVALID keyInvalid', // google.api.ErrorReason; "Global domain errors"
    rate_limit: 'QUOTA_EXCEEDED', // Firebase Cloud Messaging, ErrorCode
    overloaded: 'MODEL_CAPACITY_EXHAUSTED', // Cloud Code
  },
  read(wire, nowMs) {
    // gRPC-Gateway sends it without a wrapper
    const json = own(wire.json, 'error') ? wire.json : { error: wire.json ?? null }
    const given = table.read({ ...wire, json }, nowMs)
    if (!given) return undefined
    const { message = '', code = '', status = wire.status } = bare(given)
    // where a limit has a name it says its period: `GenerateRequestsPerDayPerProjectPerModel`, `limit 'Queries per day'`
    const told = status === tooMany || status === refused ? JSON.stringify([message, at(json, 'error', 'details')]) : ''
    return found({
      ...given,
      // Identity Platform has its code in the message, and `invalid` where others have theirs; others yet have a reason phrase
      code: constant.test(message.slice(0, maxTold)) ? message : phrase.test(code) ? undefined : code,
      // a credential or a condition stands in a field of the request, and is none of the input
      fieldErrors: at(json, 'error', 'errors', 0, 'locationType') === 'header' ? [] : given.fieldErrors,
      kind: /per ?day|daily/i.test(told.slice(0, maxTold)) ? 'quota' : undefined,
    })
  },
}

/** "Global domain errors": the statuses of a limit. */
const [refused, tooMany] = [403, 429]

const maxTold = 2_048
const constant = /^[A-Z]+(?:_[A-Z]+)+$/
const phrase = /^[A-Z][a-z]+(?: |$)/
