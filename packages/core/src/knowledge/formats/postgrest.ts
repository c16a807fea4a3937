import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"code", "message", "details", "hint"}` with an SQLSTATE or a code of its own (PostgREST, "Errors"). */
export const postgrest: Format = /* @__PURE__ */ shape({
  name: 'postgrest',
  when: ['hint code', 'hint:null code'],
  code: 'code',
  message: 'message',
  says: {
    'timeout stop 500': '57014', // PostgreSQL, appendix A: query_canceled, here by statement_timeout
    'conflict retry': '40001 40P01 55P03', // serialization_failure, deadlock_detected, lock_not_available
    'not_found 406': 'PGRST116', // no row, or more than one, where one was asked for
  },
})
