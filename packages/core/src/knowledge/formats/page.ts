import type { Kind } from '../../nouns/fault.ts'
import { decoded, withoutCdata } from '../../nouns/markup.ts'
import { type Format, type Reading, codeAt, found } from '../format.ts'

/** What is not JSON: a page of a proxy, XML, lines of text. Says only what a person would read, never markup. */
export const page: Format = {
  name: 'page',
  says: {
    rate_limit: '1015 1200', // Cloudflare docs, error-1015, error-1200
    quota: '1027', // Cloudflare docs, error-1027: the free plan's requests of a day
    'too_large 500': 'FUNCTION_RESPONSE_PAYLOAD_TOO_LARGE', // Vercel docs, errors
    'overloaded stop 503': 'DEPLOYMENT_PAUSED', // Vercel docs, errors: by its owner
  },
  read({ json, text, header, status }) {
    if (json !== undefined) return undefined
    const start = text.slice(0, maxScan).trim()
    if (start.startsWith('<')) return ofMarkup(start, status)
    const type = (header('content-type') ?? 'text/plain').slice(0, maxLine)
    const words = start.slice(0, maxWords)
    const line = words.split('\n', 1).join()
    // many lines are a trace, and for people only where they are said to be text
    const isText = (start.length > maxLine ? /^text\/plain/ : /text|json|html|xml/).test(type) && !bytes.test(words)
    return isText && line.length <= maxLine
      ? ofWords(start, status, line.trim(), line === start ? ownName.exec(line)?.[0] : undefined)
      : undefined
  },
  /** Cloudflare's own text; S3 and its kin, where they fail once they have begun to answer. */
  inSuccess: ({ text }) =>
    /^error code: 1|^(?:<\?[^>]*>)?\s*<Error>/.test(text.slice(0, maxScan).trimStart().slice(0, maxLine)),
}

const maxScan = 16_384
const maxWords = 2_000
const maxLine = 500
/** More than a page needs that says what went wrong, and as many as cost no more than reading a body. */
const maxTags = 500

/**
 * Elements, the more telling first: those of XML are shared by AWS and its kin, Azure, SOAP, Kong, RFC 9457, OGC, carriers and shops. In
 * HTML any other comes last.
 */
const names = {
  message:
    ' message faultstring msg errormessage errordescription description exceptiontext longmessage detail title h1 h2 pre h3 p text error internalreason ',
  code: ' exceptioncode responsecode errorcode code symbol number faultcode statuscode exception ',
  requestId: ' requestid ',
}
const roles = ['message', 'code', 'requestId'] as const

/** One pass over what stands between tags. No regular expression sees more than 2 000 characters. */
function ofMarkup(start: string, status: number | null): Reading | undefined {
  const isHtml = htmlStart.test(start.slice(0, maxLine))
  const best = new Map<string, readonly [text: string, rank: number]>()
  let [all, root, name, own, hidden] = ['', '', '', '', '']
  const take = (from: string, given: string): void => {
    for (const role of roles) {
      const index = names[role].indexOf(` ${from} `)
      const rank = !isHtml || index >= 0 ? index : maxWords
      if ((isHtml && role !== 'message') || rank < 0 || rank >= (best.get(role)?.[1] ?? Infinity)) continue
      const whole = decoded(given.slice(0, maxWords)).trim()
      const text = (from === 'pre' ? whole.split('\n', 1).join() : whole).replace(/\s+/g, ' ')
      const value = role === 'code' ? codeAt({ code: text.replace(soapCode, '') }, status, 'code') : text
      // a heading that says no more than "Error" gives way to a better one
      if (value && !(isHtml && value.length > maxLine)) best.set(role, [value, vague.test(value) ? Infinity : rank])
    }
  }
  for (const part of `${withoutCdata(start)}<!`.split('<', maxTags)) {
    const close = part.indexOf('>')
    const [head, isEnd, full] = (close > 0 && tag.exec(part.slice(0, Math.min(close, maxLine)))) || ['', '', '']
    const known = isEnd + full.toLowerCase()
    if (hidden) {
      if (known === hidden || (hidden === '-->' && part.includes(hidden))) hidden = ''
      continue
    }
    const text = close > 0 ? part.slice(close + 1, close + maxWords) : ''
    if (isHtml && inline.test(known)) {
      own += known === 'br' ? `\n${text}` : text
      continue
    }
    if (own !== '' && own.trim() !== '') {
      take(name, own)
      all += `${own}\n`
    }
    hidden = part.startsWith('!--') && !part.includes('-->') ? '-->' : unread.test(known) ? `/${known}` : ''
    ;[name, own] = [isEnd ? '' : known, hidden ? '' : text]
    root ||= full
    if (tells.test(known))
      for (const [, key = '', value = ''] of part.slice(head.length, Math.min(close, maxLine)).matchAll(pairs))
        take(key.toLowerCase(), value)
  }
  const [message, code = errorName.exec(root)?.[0], id] = roles.map((role) => best.get(role)?.[0])
  return ofWords(all, status, message, code, id)
}

const htmlStart = /^(?:<[!?][^>]*>\s*)*<(?:html|head|body|title|meta|h\d|p|pre|center|div|br|b)\b|^<!doctype html/i
const tag = /^(\/?)(?:[\w-]{1,64}:)?([\w-]{1,64})/
const inline = /^\/?(?:a|b|br|code|em|font|i|ins|small|span|strong|u|wbr)$/
const unread = /^(?:script|style)$/
/** Elements whose attributes hold what others put into elements of their own: OGC, Last.fm, Subsonic, OAI, Flickr. */
const tells = /^(?:err|error|exception|serviceexception|status)$/
const pairs = /\b(code|exceptionCode|symbol|message|msg)=["']([^"']*)/g
/** SOAP's codes have a prefix, and most say no more than whose fault it was (SOAP 1.1, 4.4.1). */
const soapCode = /^(?:\w+:)?(?:(?:server|client|sender|receiver)$)?/i
const vague = /^(?:error|unicorn! .*|.*: exception caught)$/i
/** AWS where it knows no service. */
const errorName = /^.+(?:Exception|Failure|Fault|Error)$/
/** What is no text, or is none in this encoding. */
const bytes = /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/
/** Envoy's `local_rate_limited`. */
const ownName = /^[a-z]+(?:_[a-z]+)+$/

/** What a page says in words, whoever made it. */
function ofWords(
  all: string,
  status: number | null,
  message?: string,
  code?: string,
  requestId?: string,
): Reading | undefined {
  const words = decoded(all.length <= maxWords ? all : all.slice(0, maxWords / 2) + all.slice(-maxWords / 2))
  const [, id, vercelId] = idPattern.exec(words) ?? []
  const [, number, vercelCode] = codePattern.exec(words) ?? []
  return found({
    message,
    code: code ?? number ?? vercelCode,
    requestId: requestId ?? id ?? vercelId,
    kind: meanings.find(([under, , pattern]) => under === status && pattern.test(words))?.[1],
  })
}

/** CloudFront, Cloudflare, Kong, Akamai, F5, Imperva, Varnish; Vercel's stands alone. */
const idPattern =
  /\b(?:(?:request|ray|incident|support|trace|correlation|reference|activity|event|block)[ _]?(?:id|number)(?: is)?:|reference #|xid:)\s*(?=\S{0,60}\d)([\w.:=+/-]{3,127}[\w=])|\b([a-z]{3}\d::[\w:-]{8,64})/i
/** `error code: 1015`, `Error 1015` at Cloudflare; Vercel's stands in a line of its own, or after `Code:`. */
const codePattern = /\b[Ee]rror(?: code)?:?\s+(\d{4})\b|(?:\n|\bCode:) *([A-Z]{3,}(?:_[A-Z]+)+)\b/
/** What a page alone tells of a status that means something else. */
const meanings: readonly (readonly [status: number, kind: Kind, pattern: RegExp])[] = [
  [400, 'too_large', /header or cookie too large|headers? is too l|headers is too long|header field exceeds/i], // nginx, IIS, Tomcat, Apache
  [400, 'authentication', /ssl certificate/i], // nginx, 495 and 496 within
  [503, 'timeout', /first byte timeout|between bytes timeout/], // Varnish, Fastly
]
