import { type Json, isObject } from '../nouns/json.ts'
import { bare } from '../nouns/options.ts'
import type { Reading } from './format.ts'
import { type Unit, waitMs } from './stated-wait.ts'

/**
 * Names under which many APIs put the same, in any shape and any spelling (`Request-Id`, `requestId`), the more telling first; a wait
 * stands with its unit.
 */
const fields: readonly (readonly [name: string, field: 'requestId' | 'docUrl' | 'retryable' | Unit])[] = [
  ['requestid', 'requestId'], // Anthropic, Notion; HubSpot, Adyen; AWS; Kong
  ['debugid', 'requestId'], // PayPal
  ['errorid', 'requestId'], // Okta, Atlassian
  ['correlationid', 'requestId'], // HubSpot, Spring Cloud
  ['traceid', 'requestId'], // ASP.NET, Jaeger
  ['transactionid', 'requestId'], // FedEx
  ['trackingid', 'requestId'], // Webex
  ['fbtraceid', 'requestId'], // Meta's Graph API
  ['logid', 'requestId'], // TikTok
  ['documentationurl', 'docUrl'], // GitHub, Plaid
  ['moreinfo', 'docUrl'], // Twilio; LaunchDarkly
  ['docurl', 'docUrl'], // Stripe
  ['retryafter', 'seconds'], // Discord, Replicate, Cloudflare; Salesforce Marketing Cloud; Telegram's parameters
  ['retryafterseconds', 'seconds'], // Kubernetes' details
  ['retryafterms', 'milliseconds'], // Matrix (M_LIMIT_EXCEEDED)
  ['retryinseconds', 'seconds'], // monday.com
  ['waitseconds', 'seconds'], // Discourse's extras
  ['retryinms', 'milliseconds'], // Fastify's guide
  ['retrydelay', 'duration'], // google.rpc.RetryInfo, one of the details
  ['resetsinseconds', 'seconds'], // OpenAI (usage_limit_reached)
  ['resetsat', 'reset'], // OpenAI (usage_limit_reached)
  ['resetat', 'reset'], // limiters of many services of their own, as a date or an epoch
  ['estimatedtime', 'seconds'], // Hugging Face, while a model is being loaded
  ['retryable', 'retryable'], // VMware Cloud on AWS, AfterShip's meta: the server says it outright
  ['detail', 'prose'], // Django REST framework's throttles: `Expected available in 831.0 seconds.`
]
const longestName = 24

/** Members that hold them, besides the top: Kubernetes' `details`, Telegram's `parameters`, GraphQL's `extensions`. */
const holders = ' error errors meta metadata detail details parameters data extensions extras '
/** As deep as `error.details.*` and `errors.*.extensions`. */
const maxDepth = 4
const maxItems = 20

/** What stands under the usual names in a JSON body, nearer to the top first: for whatever its own format does not read. */
export function usual(json: Json | undefined, nowMs: number): Reading | undefined {
  let found: Map<number, Json> | undefined
  let level: readonly (Json | undefined)[] = [json]
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: Json[] = []
    for (const part of level)
      if (Array.isArray(part)) next.push(...part.slice(0, maxItems))
      else if (isObject(part))
        for (const name of Object.keys(part)) {
          const value = part[name] as Json
          if (typeof value === 'object') {
            if (value !== null && holders.includes(` ${name} `)) next.push(value)
            continue
          }
          const rank = rankOf(name)
          if (rank >= 0 && value !== '' && !found?.has(rank)) (found ??= new Map()).set(rank, value)
        }
    level = next
  }
  return found && readingOf(found, nowMs)
}

function readingOf(found: ReadonlyMap<number, Json>, nowMs: number): Reading {
  const reading: Reading = bare({})
  for (const [rank, [, field]] of fields.entries()) {
    const given = found.get(rank)
    if (given === undefined) continue
    if (field === 'retryable') {
      if (typeof given === 'boolean') reading.retryable ??= given
    } else if (field !== 'requestId' && field !== 'docUrl') {
      const ms = waitMs(given, field, nowMs)
      if (ms !== null) reading.retryAfterMs ??= ms
    }
    // a map of field errors has sentences under such names
    else if (typeof given === 'string' && !/\s/.test(given.slice(0, maxText).trim())) reading[field] ??= given
  }
  return reading
}

const maxText = 2_000

/** The same names come again and again; to look at one letter by letter costs more than all else here. */
function rankOf(name: string): number {
  const known = ranks.get(name)
  if (known !== undefined) return known
  const key = name.length > longestName ? '' : name.toLowerCase().replace(/[-_]/g, '')
  const rank = fields.findIndex(([it]) => it === key)
  if (ranks.size >= maxNames) ranks.clear()
  // a body may have a thousand names that nobody will see again
  if (name.length <= longestName) ranks.set(name, rank)
  return rank
}

const ranks = /* @__PURE__ */ new Map<string, number>()
const maxNames = 1_000
