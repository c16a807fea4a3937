import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"ok": false, "error": "a_code"}` inside a 200: Slack, Web API, "Evaluating responses". */
export const slack: Format = /* @__PURE__ */ shape({
  name: 'slack',
  when: 'ok=false error:string',
  code: 'error',
  message: 'response_metadata.messages.0',
  inSuccess: 'ok=false error:string',
  says: {
    'rate_limit none': 'ratelimited rate_limited', // "Rate limits": such a call was not made
    // common errors of all methods
    authentication: 'not_authed account_inactive token_revoked',
    permission: 'missing_scope no_permission not_in_channel restricted_action',
    conflict: 'already_in_channel name_taken',
    validation: 'no_text',
    server: 'fatal_error',
  },
})
