import { type Json, isObject } from '../nouns/json.ts'
import type { Reading } from './format.ts'
import { type Unit, waitMs } from './stated-wait.ts'

/**
 * Names under which many APIs put the same, in any shape and any spelling (`Request-Id`, `requestId`), the more telling first; a wait
 * stands with its unit.
 */
const fields: ReadonlyMap<string, 'requestId' | 'docUrl' | Unit> = /* @__PURE__ */ new Map([
  ['requestid', 'requestId'], // Anthropic, Notion; HubSpot, Adyen; AWS; Kong
  ['debugid', 'requestId'], // PayPal
  ['errorid', 'requestId'], // Okta, Atlassian
  ['correlationid', 'requestId'], // HubSpot, Spring Cloud
  ['traceid', 'requestId'], // ASP.NET, Jaeger
  ['documentationurl', 'docUrl'], // GitHub, Plaid
  ['moreinfo', 'docUrl'], // Twilio; LaunchDarkly
  ['docurl', 'docUrl'], // Stripe
  ['retryafter', 'seconds'], // Discord, Replicate, Cloudflare; Salesforce Marketing Cloud; Telegram's parameters
  ['retryafterseconds', 'seconds'], // Kubernetes' details
  ['retryafterms', 'milliseconds'], // Matrix (M_LIMIT_EXCEEDED)
  ['retryinms', 'milliseconds'], // Fastify's guide
  ['retrydelay', 'duration'], // google.rpc.RetryInfo, one of the details
  ['resetsinseconds', 'seconds'], // OpenAI (usage_limit_reached)
  ['resetsat', 'reset'], // OpenAI (usage_limit_reached)
  ['resetat', 'reset'], // limiters of many services of their own, as a date or an epoch
  ['estimatedtime', 'seconds'], // Hugging Face, while a model is being loaded
  ['detail', 'prose'], // Django REST framework's throttles: `Expected available in 831.0 seconds.`
])
const longestName = 24

/** Members that hold them, besides the top: Kubernetes' `details`, Telegram's `parameters`, GraphQL's `extensions`. */
const holders = /^(?:errors?|meta(?:data)?|details?|parameters|data|extensions)$/
/** As deep as `error.details.*` and `errors.*.extensions`. */
const maxDepth = 4
const maxItems = 20

/** What stands under the usual names in a JSON body, nearer to the top first: for whatever its own format does not read. */
export function usual(json: Json | undefined, nowMs: number): Reading {
  const seen: Record<string, Json> = {}
  let level = [json]
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: Json[] = []
    for (const part of level)
      if (Array.isArray(part)) next.push(...part.slice(0, maxItems))
      else if (isObject(part))
        for (const name of Object.keys(part)) {
          const value = part[name] ?? ''
          if (typeof value === 'object') {
            if (name.length <= longestName && holders.test(name)) next.push(value)
          } else if (value !== '' && name.length <= longestName) {
            const key = name.toLowerCase().replace(/[-_]/g, '')
            if (fields.has(key)) seen[key] ??= value
          }
        }
    level = next
  }
  const reading: Reading = {}
  for (const [name, field] of fields) {
    const given = seen[name]
    if (given === undefined) continue
    const isText = field === 'requestId' || field === 'docUrl'
    // a map of field errors has sentences under such names
    const text = typeof given === 'string' && !/\s/.test(given.trim()) ? given : undefined
    const value = isText ? text : (waitMs(given, field, nowMs) ?? undefined)
    if (value !== undefined) Object.assign(reading, { [isText ? field : 'retryAfterMs']: value, ...reading })
  }
  return reading
}
