import { type Format, found } from '../format.ts'

/** An answer without a body whose fields tell the error: of a token (RFC 6750, 3), or of a proxy (RFC 9209, 2.1.2). */
export const fields: Format = {
  name: 'fields',
  says: { 'timeout stop 500': '57014' }, // PostgREST docs, references/errors: Proxy-Status; PostgreSQL, appendix A: query_canceled
  read({ text, header }) {
    if (text !== '') return undefined
    const challenge = header('www-authenticate')?.slice(0, maxField) ?? ''
    const proxy = header('proxy-status')?.slice(0, maxField) ?? ''
    const [, code] = /\berror="([^"]{1,200})"/.exec(challenge) ?? /;\s?error="?([\w.-]{1,200})/.exec(proxy) ?? []
    const [, message] = /\berror_description="([^"]+)"/.exec(challenge) ?? /;\s?details="([^"]+)"/.exec(proxy) ?? []
    return found({ code, message })
  },
}

const maxField = 2_000
