import type { Shape } from '../api.ts'
import { idIn } from './request-id.ts'

/** `{"detail": "a sentence"}`, or a list where fields are named, as FastAPI does: https://fastapi.tiangolo.com/tutorial/handling-errors/. */
export const detail: Shape = {
  body: ({ message, code, fields }) => ({
    detail:
      fields.length === 0
        ? message
        : fields.map(([path, msg]) => ({ type: code, loc: ['body', ...path.split('.')], msg, input: null })),
  }),
  headers: /* @__PURE__ */ idIn('x-request-id'),
}
