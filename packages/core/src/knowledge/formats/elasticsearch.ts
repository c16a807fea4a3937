import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/**
 * Elasticsearch and OpenSearch: `{"error": {"type", "reason", "root_cause"}, "status"}`, and a bulk answer, a 200 whose items fail each
 * on its own (REST APIs, "Common options"; Bulk API). A breaker says whether the memory comes back by itself (server, CircuitBreakingException).
 */
export const elasticsearch: Format = /* @__PURE__ */ shape({
  name: 'elasticsearch',
  when: ['error.reason:string error.type:string', 'errors=true items.*.*.error'],
  code: 'error.type items.*.*.error.type',
  type: 'error.durability',
  message: 'error.reason items.*.*.error.reason',
  status: 'status items.*.*.status',
  inSuccess: 'errors=true items.*.*.error',
  says: {
    overloaded: 'es_rejected_execution_exception rejected_execution_exception TRANSIENT', // "Circuit breaker errors", "Rejected requests"
    'overloaded stop': 'PERMANENT',
    'quota 429': 'cluster_block_exception', // "Watermark errors": the disk is full
  },
})
