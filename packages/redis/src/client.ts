/** What is asked of ioredis: a client or a cluster. */
export interface IoredisLike {
  eval(script: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>
  evalsha(digest: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>
}

type ScriptInput = { keys: string[]; arguments: string[] }

/** What is asked of node-redis: a client, a pool, a sentinel or a cluster. */
export interface NodeRedisLike {
  eval(script: string, input: ScriptInput): Promise<unknown>
  evalSha(digest: string, input: ScriptInput): Promise<unknown>
  on?(event: 'error', listener: (error: Error) => void): unknown
  off?(event: 'error', listener: (error: Error) => void): unknown
}

export type RedisClient = IoredisLike | NodeRedisLike

export type Run = (script: string, keys: string[], values: string[]) => Promise<unknown>

/**
 * Runs a script by its digest, and sends it only where the server does not know it.
 * @throws TypeError for what is neither client.
 */
export function runOf(client: RedisClient): Run {
  const [byText, byDigest] = callsOf(client)
  return async (script, keys, values) => {
    try {
      return await byDigest(await digestOf(script), keys, values)
    } catch (error) {
      // a server that was restarted, or another one of the cluster
      if (!says(error, 'NOSCRIPT')) throw error
      return byText(script, keys, values)
    }
  }
}

/** Redis begins its errors with a code. */
export const says = (error: unknown, code: string): boolean =>
  String((error as Error | undefined)?.message).includes(code)

type Call = (scriptOrDigest: string, keys: string[], values: string[]) => Promise<unknown>

function callsOf(client: RedisClient): readonly [Call, Call] {
  if (has(client, 'evalSha') && has(client, 'eval')) {
    const node = client as NodeRedisLike
    return [
      (text, keys, values) => node.eval(text, { keys, arguments: values }),
      (digest, keys, values) => node.evalSha(digest, { keys, arguments: values }),
    ]
  }
  if (has(client, 'evalsha') && has(client, 'eval')) {
    const io = client as IoredisLike
    return [
      (text, keys, values) => io.eval(text, keys.length, ...keys, ...values),
      (digest, keys, values) => io.evalsha(digest, keys.length, ...keys, ...values),
    ]
  }
  throw new TypeError('recourse: redisStore takes a client of redis (node-redis) or ioredis, as { client }')
}

const has = (client: unknown, name: string): boolean =>
  typeof client === 'object' && client !== null && typeof (client as Record<string, unknown>)[name] === 'function'

const digests = new Map<string, Promise<string>>()

/** SHA-1 in hexadecimal, as Redis names scripts. */
function digestOf(script: string): Promise<string> {
  const digest =
    digests.get(script) ??
    crypto.subtle
      .digest('SHA-1', new TextEncoder().encode(script))
      .then((bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join(''))
  digests.set(script, digest)
  return digest
}
