import { envelope } from '../envelope.ts'
import { type Format, found } from '../format.ts'

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
  read: (wire) => (typeof wire.json === 'string' ? found({ message: wire.json }) : envelope(wire)),
}
