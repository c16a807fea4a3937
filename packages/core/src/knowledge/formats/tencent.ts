import { at, textAt } from '../../nouns/json.ts'
import { type Format, found } from '../format.ts'

/** Tencent Cloud, API 3.0: an error in a 200. What stands before the point of its code tells its kind ("Common error codes"). */
export const tencent: Format = {
  name: 'tencent',
  keys: ['Response'],
  says: {
    authentication: 'AuthFailure',
    permission: 'UnauthorizedOperation',
    rate_limit: 'RequestLimitExceeded',
    quota: 'LimitExceeded',
    overloaded: 'ResourceInsufficient',
    server: 'InternalError',
    not_found: 'ResourceNotFound',
    conflict: 'ResourceInUse ResourceUnavailable',
    unsupported: 'UnsupportedOperation InvalidAction',
  },
  inSuccess: ({ json }) => at(json, 'Response', 'Error') !== undefined,
  read({ json }) {
    const error = at(json, 'Response', 'Error')
    const code = textAt(error, 'Code')
    return code
      ? found({
          code,
          type: code.split('.')[0],
          message: textAt(error, 'Message'),
          requestId: textAt(at(json, 'Response'), 'RequestId'),
          status: 400, // what its other codes name is an input
        })
      : undefined
  },
}
