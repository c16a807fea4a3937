/** Stands in for whatever was taken out. */
export const redacted = '[REDACTED]'

/**
 * Takes out what looks like a secret: PEM blocks, URL userinfo, sensitive query values, Bearer and Basic credentials, keys of a known
 * make, JSON web tokens, card numbers. The text is cut into tokens by single character classes, then each token is judged on its own.
 */
export function redactPatterns(text: string): string {
  if (typeof text !== 'string') return ''
  const [head = '', ...blocks] = text.split('-----BEGIN')
  const [first = '', ...authorities] = [head, ...blocks.map(afterBlock)].join(redacted).split('://')
  const urls = [first, ...authorities.map((part) => part.replace(/^[^\s/?#]{0,512}@/, `${redacted}@`))].join('://')
  return withoutTokens(withoutValues(urls)).replace(/\b\d(?:[ -]?\d){12,18}\b/g, withoutCard)
}

/** A block that is cut short takes the rest with it. */
function afterBlock(block: string): string {
  const end = block.indexOf('-----END')
  const close = end < 0 ? end : block.indexOf('-----', end + 8)
  return close < 0 ? '' : block.slice(close + 5)
}

/** `?key=value&…`: the key stays. Also a form-encoded body, which starts with its first key. */
function withoutValues(text: string): string {
  const parts = text.split(/([?&#])/)
  if (parts.length < 2) return text
  return parts
    .map((part) =>
      part.replace(/^([^\s=]{1,64}=)[^\s"<>]+/, (pair, name: string) =>
        isSecretName(name, true) ? name + redacted : pair,
      ),
    )
    .join('')
}

function withoutTokens(text: string): string {
  let schemeEnd = -9
  return text.replace(/[\w.~+/=-]+/g, (token, start: number) => {
    const isCredential =
      start - schemeEnd < 4 && text.slice(schemeEnd, start).trim() === '' && !/^\w[a-z]{0,19}=?$/.test(token)
    schemeEnd = /(?:bearer|basic)$/i.test(token.slice(-6)) ? start + token.length : -9
    return isCredential
      ? redacted
      : token.replace(/[^/+=~]+/g, (part) => (madeKey.test(part) || webToken.test(part) ? redacted : part))
  })
}

/** Three parts in base64url, of which the first holds a JSON object (RFC 7515, 3.1). */
const webToken = /^eyJ[\w-]{8,}\.[\w-]/
/** Prefixes from the GitHub, GitLab, Slack, AWS, Google, npm, Hugging Face, SendGrid and DigitalOcean docs; Stripe's form is widely copied. */
const madeKey =
  /^(?:sk-|gh[oprsu]_|github_pat_|glpat-|xox[abprs]-|A[KS]IA|AIza|npm_|hf_|SG\.|whsec_|dop_v1_|[a-z]{2,8}_(?:live|test)_)(?=[a-z_.-]*[\dA-Z])[\w.-]{8,}$/

/** Digits that are a card number, or begin with one (ISO/IEC 7812: 13 to 19 digits, by Luhn). */
function withoutCard(run: string): string {
  const digits = run.replace(/[ -]/g, '')
  return [19, 16, 15].some((length) => isCard(digits.slice(0, length))) ? redacted : run
}

function isCard(digits: string): boolean {
  // the digit sum of a doubled digit is that double modulo 9; a 9 stays
  const weigh = (digit: number, index: number): number => (index % 2 === 1 && digit !== 9 ? (digit * 2) % 9 : digit)
  const sum = Array.from(digits, Number)
    .reverse()
    .map(weigh)
    .reduce((one, other) => one + other, 0)
  return sum % 10 === 0 && /^(?:[3-6]|2[2-7])/.test(digits)
}

/** Does this name hold secrets? Separators and case do not matter. `code` and `state` do so in a query only (RFC 6749, 4.1.2). */
export function isSecretName(name: string, inQuery = false): boolean {
  const bare = name
    .slice(0, 256)
    .toLowerCase()
    .replace(/[-_.\s=]/g, '')
  return (secretWords.test(bare) || (inQuery && (bare === 'code' || bare === 'state'))) && !safeNames.test(bare)
}

/** Sentry's list of sensitive names, with those of OAuth (RFC 6749, 7636), cookies and cards. */
const secretWords =
  /auth|token|secret|pass(?:w|p|code|$)|pwd|key|jwt|bearer|sso|saml|[cx]srf|credential|session|sid|identity|cookie|sig|otp|pin|cv[cv]|card|iban|ssn|assertion|nonce|verifier|ticket/

/** Names that hold one of these words by accident, and the token counts of AI APIs. */
const safeNames =
  /^(?:author(?:s|ity|id|name)?|(?:primary|foreign|sort|partition|cache|query|idempotency|mon)key|key(?:hint|words?|board)|(?:(?:max|prompt|completion|total|input|output|cached|reasoning)+|xratelimit(?:limit|remaining|reset))?tokens|(?:in|out)?side|design|signal|assign(?:ed|ee)|shipping|mapping|ping|processor|wildcard)$/
