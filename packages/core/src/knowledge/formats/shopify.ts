import { at, textAt } from '../../nouns/json.ts'
import { type Format, found } from '../format.ts'

/**
 * Shopify's GraphQL tells what a query cost beside every answer. A throttled one, in a 200, was not run, and may be sent again once the
 * bucket holds what it asked for (shopify.dev, /docs/api/usage/limits).
 */
export const shopify: Format = {
  name: 'shopify',
  keys: ['extensions'],
  says: { 'rate_limit none': 'THROTTLED' }, // /docs/api/usage/response-codes
  read({ json }) {
    const error = at(json, 'errors', 0)
    const cost = at(json, 'extensions', 'cost')
    if (!cost || !error) return undefined
    const bucket = at(cost, 'throttleStatus')
    const missing = Number(at(cost, 'requestedQueryCost')) - Number(at(bucket, 'currentlyAvailable'))
    const ms = Math.ceil((missing / Number(at(bucket, 'restoreRate'))) * 1_000)
    return found({
      code: textAt(at(error, 'extensions'), 'code'),
      message: textAt(error, 'message'),
      retryAfterMs: ms > 0 && ms < Infinity ? ms : undefined,
    })
  },
  // with data beside them the errors are of parts
  inSuccess: (wire) => !at(wire.json, 'data') && shopify.read(wire, 0) !== undefined,
}
