import { type Kind, kinds } from '../nouns/fault.ts'

/** What a status alone says. `retryable` only where it differs from the kind's own rule. */
export type StatusRow = Kind | readonly [kind: Kind, retryable: boolean]

/** Every registered 4xx and 5xx of the IANA registry, and those that proxies and APIs made common. Each row names its source. */
export const statuses: Readonly<Record<number, StatusRow>> = {
  400: 'validation', // RFC 9110, 15.5.1
  401: 'authentication', // RFC 9110, 15.5.2
  402: 'quota', // RFC 9110, 15.5.3: reserved; in practice the credit or the plan is used up
  403: 'permission', // RFC 9110, 15.5.4
  404: 'not_found', // RFC 9110, 15.5.5
  405: 'unsupported', // RFC 9110, 15.5.6
  406: 'unsupported', // RFC 9110, 15.5.7
  407: 'authentication', // RFC 9110, 15.5.8: to the proxy
  408: 'timeout', // RFC 9110, 15.5.9: the client may repeat the request
  409: 'conflict', // RFC 9110, 15.5.10
  410: 'gone', // RFC 9110, 15.5.11
  411: 'validation', // RFC 9110, 15.5.12: Content-Length is missing
  412: 'conflict', // RFC 9110, 15.5.13: a precondition no longer holds
  413: 'too_large', // RFC 9110, 15.5.14
  414: 'too_large', // RFC 9110, 15.5.15
  415: 'unsupported', // RFC 9110, 15.5.16
  416: 'validation', // RFC 9110, 15.5.17: no such range
  417: 'unsupported', // RFC 9110, 15.5.18: the Expect field
  418: 'unknown', // RFC 9110, 15.5.19: unused
  419: 'authentication', // Laravel: the session or its token has expired
  420: 'rate_limit', // Twitter's first API: enhance your calm
  421: ['network', true], // RFC 9110, 15.5.20: wrong server; may be repeated over another connection
  422: 'validation', // RFC 9110, 15.5.21
  423: 'conflict', // RFC 4918, 11.3: locked
  424: 'conflict', // RFC 4918, 11.4: failed dependency
  425: ['conflict', true], // RFC 8470, 5.2: too early; sent again once the handshake is done
  426: 'unsupported', // RFC 9110, 15.5.22: upgrade required
  428: 'conflict', // RFC 6585, 3: a condition is required
  429: 'rate_limit', // RFC 6585, 4
  431: 'too_large', // RFC 6585, 5
  440: 'authentication', // IIS: the login has timed out
  451: 'content_policy', // RFC 7725, 3
  460: 'timeout', // AWS load balancers: the client closed
  494: 'too_large', // nginx: a field of the request is too large
  495: 'authentication', // nginx: the client's certificate is not valid
  496: 'authentication', // nginx: the client sent no certificate
  498: 'authentication', // Esri: the token has expired
  499: 'timeout', // nginx: the client closed; seen where a proxy stood in between
  500: 'server', // RFC 9110, 15.6.1
  501: 'unsupported', // RFC 9110, 15.6.2
  502: 'server', // RFC 9110, 15.6.3
  503: 'overloaded', // RFC 9110, 15.6.4
  504: 'timeout', // RFC 9110, 15.6.5
  505: 'unsupported', // RFC 9110, 15.6.6
  506: ['server', false], // RFC 2295, 8.1: the server is misconfigured
  507: ['server', false], // RFC 4918, 11.5: not to be repeated until a user asks for it
  508: ['server', false], // RFC 5842, 7.2: a loop
  510: 'unsupported', // RFC 2774, 7: a mandatory extension is missing
  511: ['network', false], // RFC 6585, 6: the network itself wants a login
  520: 'server', // Cloudflare: the origin answered something unknown
  521: 'server', // Cloudflare: the origin refused
  522: 'server', // Cloudflare: the origin did not connect in time
  523: 'server', // Cloudflare: the origin is unreachable
  524: 'server', // Cloudflare: the origin did not answer in time
  525: 'server', // Cloudflare: TLS handshake with the origin failed
  526: 'server', // Cloudflare: the origin's certificate is not valid
  527: 'server', // Cloudflare: Railgun error (withdrawn, still seen)
  528: 'server', // unassigned at Cloudflare; read as its class
  529: 'overloaded', // Anthropic, Qualys: the site is overloaded
  530: 'server', // Cloudflare: with a 1xxx code in the body
  561: 'authentication', // AWS load balancers: the identity provider answered with an error
}

/** An answer of these with a stated wait was given at the door: nothing was done. */
export const turnedAway: ReadonlySet<number> = new Set([
  503, // RFC 9110, 15.6.4
])

/** Kind and retryable by status alone. An unregistered status counts as the x00 of its class (RFC 9110, 15). */
export function ofStatus(status: number): readonly [kind: Kind, retryable: boolean] {
  const row: StatusRow = statuses[status] ?? (status >= 500 ? 'server' : status >= 400 ? 'validation' : 'unknown')
  return typeof row === 'string' ? [row, kinds[row].retryable] : row
}
