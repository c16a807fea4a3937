import { type Json, isObject, own, textAt } from '../nouns/json.ts'
import type { Reading } from './format.ts'
import { type Unit, waitMs } from './stated-wait.ts'

/** Names under which many APIs put the same, in any shape, the more telling first; a wait stands with its unit. */
const names: readonly (readonly [name: string, field: 'requestId' | 'docUrl' | Unit])[] = [
  ['request_id', 'requestId'], // Anthropic, Deepgram, Notion
  ['requestId', 'requestId'], // HubSpot, Adyen
  ['RequestId', 'requestId'], // AWS
  ['requestID', 'requestId'], // Kong's plug-ins
  ['requestid', 'requestId'], // Kong
  ['debug_id', 'requestId'], // PayPal
  ['errorId', 'requestId'], // Okta, Atlassian
  ['correlationId', 'requestId'], // HubSpot, Spring Cloud
  ['traceId', 'requestId'], // ASP.NET, Jaeger
  ['documentation_url', 'docUrl'], // GitHub, Plaid
  ['more_info', 'docUrl'], // Twilio
  ['moreInfo', 'docUrl'], // LaunchDarkly
  ['doc_url', 'docUrl'], // Stripe
  ['retry_after', 'seconds'], // Discord, Replicate, Cloudflare
  ['retryAfter', 'seconds'], // Salesforce Marketing Cloud
  ['retryAfterSeconds', 'seconds'], // Kubernetes
  ['retry_after_ms', 'milliseconds'], // Matrix (M_LIMIT_EXCEEDED)
  ['retryInMs', 'milliseconds'], // Fastify's guide
]
const ranks = /* @__PURE__ */ new Map(names.map(([name], rank) => [name, rank]))

/** What stands under the usual names at the top of a JSON body or in its `error`: for whatever its own format does not read. */
export function usual(json: Json | undefined, nowMs: number): Reading {
  const reading: Reading = {}
  const found: Partial<Record<string, number>> = {}
  for (const part of [json, own(json, 'error')]) {
    if (!isObject(part)) continue
    for (const name of Object.keys(part)) {
      const rank = ranks.get(name)
      const [, field] = names[rank ?? -1] ?? []
      if (rank === undefined || field === undefined) continue
      const isWait = field !== 'requestId' && field !== 'docUrl'
      const value = isWait ? waitMs(part[name], field, nowMs) : textAt(part, name)
      const target = isWait ? 'retryAfterMs' : field
      if (value === null || value === undefined || (found[target] ?? Infinity) <= rank) continue
      found[target] = rank
      Object.assign(reading, { [target]: value })
    }
  }
  return reading
}
