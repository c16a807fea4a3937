import { type Kind, kinds } from '../nouns/fault.ts'
import { type Says, tableOf } from './rule.ts'

/** Every registered 4xx and 5xx of the IANA registry, and those that proxies and APIs made common. Each row names its source. */
export const statuses: Says = {
  validation:
    '400 ' + // RFC 9110, 15.5.1
    '411 ' + // RFC 9110, 15.5.12: Content-Length is missing
    '416 ' + // RFC 9110, 15.5.17: no such range
    '422', // RFC 9110, 15.5.21
  authentication:
    '401 ' + // RFC 9110, 15.5.2
    '407 ' + // RFC 9110, 15.5.8: to the proxy
    '419 ' + // Laravel: the session or its token has expired
    '440 ' + // IIS: the login has timed out
    '495 ' + // nginx: the client's certificate is not valid
    '496 ' + // nginx: the client sent no certificate
    '498 ' + // Esri: the token has expired
    '561', // AWS load balancers: the identity provider answered with an error
  quota: '402', // RFC 9110, 15.5.3: reserved; in practice the credit or the plan is used up
  permission: '403', // RFC 9110, 15.5.4
  not_found: '404', // RFC 9110, 15.5.5
  unsupported:
    '405 ' + // RFC 9110, 15.5.6
    '406 ' + // RFC 9110, 15.5.7
    '415 ' + // RFC 9110, 15.5.16
    '417 ' + // RFC 9110, 15.5.18: the Expect field
    '426 ' + // RFC 9110, 15.5.22: upgrade required
    '501 ' + // RFC 9110, 15.6.2
    '505 ' + // RFC 9110, 15.6.6
    '510', // RFC 2774, 7: a mandatory extension is missing
  timeout:
    '408 ' + // RFC 9110, 15.5.9: the client may repeat the request
    '460 ' + // AWS load balancers: the client closed
    '499 ' + // nginx: the client closed; seen where a proxy stood in between
    '504 ' + // RFC 9110, 15.6.5
    '544', // Supabase Storage, src/internal/errors/codes.ts: DatabaseTimeout
  conflict:
    '409 ' + // RFC 9110, 15.5.10
    '412 ' + // RFC 9110, 15.5.13: a precondition no longer holds
    '423 ' + // RFC 4918, 11.3: locked
    '424 ' + // RFC 4918, 11.4: failed dependency
    '428', // RFC 6585, 3: a condition is required
  gone: '410', // RFC 9110, 15.5.11
  too_large:
    '413 ' + // RFC 9110, 15.5.14
    '414 ' + // RFC 9110, 15.5.15
    '431 ' + // RFC 6585, 5
    '494', // nginx: a field of the request is too large
  unknown: '418', // RFC 9110, 15.5.19: unused
  rate_limit:
    '420 ' + // Twitter's first API: enhance your calm
    '429 ' + // RFC 6585, 4
    '509', // Microsoft Graph, "Error responses", and cPanel: bandwidth
  network: '421', // RFC 9110, 15.5.20: wrong server; may be repeated over another connection
  'conflict retry': '425', // RFC 8470, 5.2: too early; sent again once the handshake is done
  content_policy: '451', // RFC 7725, 3
  server:
    '500 ' + // RFC 9110, 15.6.1
    '502 ' + // RFC 9110, 15.6.3
    '520 ' + // Cloudflare: the origin answered something unknown
    '521 ' + // Cloudflare: the origin refused
    '522 ' + // Cloudflare: the origin did not connect in time
    '523 ' + // Cloudflare: the origin is unreachable
    '524 ' + // Cloudflare: the origin did not answer in time
    '525 ' + // Cloudflare: TLS handshake with the origin failed
    '526 ' + // Cloudflare: the origin's certificate is not valid
    '527 ' + // Cloudflare: Railgun error (withdrawn, still seen)
    '528 ' + // unassigned at Cloudflare; read as its class
    '530', // Cloudflare: with a 1xxx code in the body
  overloaded:
    '503 ' + // RFC 9110, 15.6.4
    '529', // Anthropic, Qualys: the site is overloaded
  'server stop': '506 507 508', // RFC 2295, 8.1: misconfigured; RFC 4918, 11.5: not to be repeated until a user asks; RFC 5842, 7.2: a loop
  'network stop': '511', // RFC 6585, 6: the network itself wants a login
}

/** An answer of these with a stated wait was given at the door: nothing was done. */
export const turnedAway: readonly number[] = [
  503, // RFC 9110, 15.6.4
]

/** Kind and retryable by status alone. An unregistered status counts as the x00 of its class (RFC 9110, 15). */
export function ofStatus(status: number): readonly [kind: Kind, retryable: boolean] {
  const [row] = tableOf(statuses).get(`${status}`) ?? []
  const kind = row?.kind ?? (status >= 500 ? 'server' : status >= 400 ? 'validation' : 'unknown')
  return [kind, row?.retryable ?? kinds[kind].retryable]
}

/** Given by a proxy whose client, or whose own patience, was gone: what the server behind it did is not known. */
export const abandoned: readonly number[] = [
  499, // nginx, ngx_http_request.h: client closed request
  460, // AWS Elastic Load Balancing, "HTTP 460": the client closed the connection
]

/** Statuses under which a body may state another of its own, which counts; any success does so too. */
export const unsure: readonly number[] = [
  400, // Supabase Storage: the real one is in the body
  403, // Google's older APIs: a 403 that states 429
]
