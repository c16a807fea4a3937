import { type Json, type JsonObject, textAt } from '../../nouns/json.ts'
import { envelope } from '../envelope.ts'
import { type Format, fieldErrorsOf, found } from '../format.ts'

/**
 * JSON that no other format knows: OAuth, FastAPI and Django (`detail`), JSON:API, Laravel, Rails, Spring, Nest, and whoever has a form
 * of their own.
 */
export const generic: Format = {
  name: 'generic',
  // OAuth 2, whose servers answer each of these with 400
  says: {
    authentication:
      'invalid_client invalid_grant expired_token ' + // RFC 6749, 5.2; RFC 8628, 3.5
      'login_required interaction_required', // OpenID Connect Core, 3.1.2.6
    'authentication retry': 'authorization_pending', // RFC 8628, 3.5: the user has not answered yet
    'permission 400': 'unauthorized_client access_denied', // RFC 6749, 4.1.2.1, 5.2
    overloaded: 'temporarily_unavailable', // RFC 6749, 4.1.2.1
    'server 400': 'server_error', // RFC 6749, 4.1.2.1
  },
  phrases: {
    'conflict 403': ['cannot publish over'], // npm publish, E403
    'quota 403': ['call volume quota'], // Azure API Management, quota policy
  },
  read(wire) {
    const { json, text } = wire
    if (typeof json === 'string') return found({ message: json })
    // a list of fields and what is wrong with each: Yii
    return envelope(
      text.startsWith('[') && textAt(json, 'message') && fieldErrorsOf([json as JsonObject]).length > 0
        ? { ...wire, json: JSON.parse(text) as Json }
        : wire,
    )
  },
}
