import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"json": {"errors": [[code, text, field]], "ratelimit"}}` inside a 200: Reddit, r2/lib/errors.py. */
export const reddit: Format = /* @__PURE__ */ shape({
  name: 'reddit',
  when: 'json.errors.0.1',
  code: 'json.errors.0.0',
  message: 'json.errors.0.1',
  param: 'json.errors.0.2',
  wait: 'json.ratelimit:seconds',
  inSuccess: 'json.errors.0',
  says: {
    authentication: 'USER_REQUIRED',
    not_found: 'SUBREDDIT_NOEXIST',
  },
})
