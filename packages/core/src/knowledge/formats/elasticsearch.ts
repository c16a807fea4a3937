import { type Json, isObject, listOf, own, textAt } from '../../nouns/json.ts'
import { type Format, found } from '../format.ts'

/**
 * Elasticsearch and OpenSearch: `{"error": {"type", "reason", "root_cause"}, "status"}`, and a bulk answer, a 200 whose items fail each
 * on its own (REST APIs, "Common options"; Bulk API).
 */
export const elasticsearch: Format = {
  name: 'elasticsearch',
  keys: ['error', 'items'],
  says: {
    overloaded: 'circuit_breaking_exception es_rejected_execution_exception rejected_execution_exception', // "Circuit breaker errors", "Rejected requests"
    'quota 429': 'cluster_block_exception', // "Watermark errors": the disk is full
  },
  inSuccess: ({ json }) => failedOf(json) !== undefined,
  read({ json }) {
    const answer = failedOf(json) ?? json
    const error = own(answer, 'error')
    const code = textAt(error, 'type')
    const message = textAt(error, 'reason')
    const status = own(answer, 'status')
    return code && message
      ? found({
          code,
          message,
          status: typeof status === 'number' ? status : undefined,
          // a breaker says whether the memory comes back by itself (server, CircuitBreakingException)
          retryable: own(error, 'durability') === 'PERMANENT' ? false : undefined,
        })
      : undefined
  },
}

/** What became of the first item of a bulk that failed. */
const failedOf = (json: Json | undefined): Json | undefined =>
  own(json, 'errors') === true
    ? listOf(own(json, 'items'))
        .flatMap((item) => (isObject(item) ? Object.values(item) : []))
        .find((it) => own(it, 'error') !== undefined)
    : undefined
