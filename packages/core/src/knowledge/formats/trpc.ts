import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"error": {"message", "code": -32004, "data": {"code": "NOT_FOUND", "httpStatus"}}}`: tRPC; under `json` where superjson wrote it. */
export const trpc: Format = /* @__PURE__ */ shape({
  name: 'trpc',
  when: ['error.data.httpStatus', 'error.json.data.httpStatus'],
  code: 'error.data.code error.json.data.code',
  message: 'error.message error.json.message',
  status: 'error.data.httpStatus error.json.data.httpStatus',
  fieldErrors: 'error.data.zodError.fieldErrors error.json.data.zodError.fieldErrors',
})
