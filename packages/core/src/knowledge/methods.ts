/** Methods that change nothing (RFC 9110, 9.2.1; QUERY: draft-ietf-httpbis-safe-method-w-body). After one of these nothing was done. */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

/** Methods whose repetition has the effect of one (RFC 9110, 9.2.2): the safe ones, PUT and DELETE. */
export const idempotentMethods: ReadonlySet<string> = new Set([...safeMethods, 'PUT', 'DELETE'])
