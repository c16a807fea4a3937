import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** A code and a sentence at places that few use, mostly inside a 200: Slack, MediaWiki, X, Meta. */
export const otherNames: Format = /* @__PURE__ */ shape({
  name: 'other_names',
  when: [
    'ok=false error:string', // Slack
    'error.info:string', // MediaWiki, "API:Errors and warnings"; apilayer
    'errors.0.type errors.0.detail', // X, "Partial errors"
    'error.fbtrace_id', // Meta, Graph API, "Handling Errors"
  ],
  code: 'error.code errors.0.type error',
  type: 'error.type',
  message: 'error.message error.info errors.0.detail response_metadata.messages.0',
  param: 'errors.0.parameter',
  requestId: 'error.fbtrace_id',
  inSuccess: 'ok=false',
  says: {
    // Slack, common errors of all methods; MediaWiki, the same; apilayer, "API Errors"
    authentication: 'not_authed account_inactive token_revoked badtoken invalid_access_key',
    permission: 'missing_scope no_permission not_in_channel restricted_action permissiondenied protectedpage',
    conflict: 'already_in_channel name_taken editconflict',
    not_found: 'missingtitle',
    validation: 'no_text missingparam',
    server: 'fatal_error',
    overloaded: 'maxlag readonly',
    quota: 'usage_limit_reached',
  },
})
