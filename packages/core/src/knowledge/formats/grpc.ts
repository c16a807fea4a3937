import { own, textAt } from '../../nouns/json.ts'
import { type Format, type Reading, type Wire, codeAt, found } from '../format.ts'

/**
 * gRPC's codes where no HTTP status tells them: in fields of an answer without a body, in the last message of a stream of Connect
 * (`{"error": {"code": "unavailable"}}`), in one of gRPC-Gateway (`{"error": {"code": 14, "details": []}}`).
 */
export const grpc: Format = {
  name: 'grpc',
  // grpc/doc/statuscodes.md; connectrpc.com/docs/protocol, "Error codes"
  says: {
    timeout: '1 4 canceled deadline_exceeded',
    server: '2 13 15 unknown internal data_loss',
    validation: '3 9 11 invalid_argument failed_precondition out_of_range',
    not_found: '5 not_found',
    conflict: '6 already_exists',
    permission: '7 permission_denied',
    rate_limit: '8 resource_exhausted',
    'conflict retry': '10 aborted',
    unsupported: '12 unimplemented',
    overloaded: '14 unavailable',
    authentication: '16 unauthenticated',
  },
  read,
  inSuccess: (wire) => read(wire) !== undefined,
}

function read({ json, status, header }: Wire): Reading | undefined {
  const code = header('grpc-status')
  if (code && code !== '0') return found({ code, message: header('grpc-message') ?? undefined })
  const error = own(json, 'error')
  const isStream = Array.isArray(own(error, 'details')) && Number(own(error, 'code')) < 17
  return isStream || header('content-type')?.startsWith('application/connect+')
    ? found({ code: codeAt(error, status, 'code'), message: textAt(error, 'message') })
    : undefined
}
