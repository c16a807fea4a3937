import { script } from './script.ts'

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

export type Run = (key: string, values: string[]) => Promise<unknown>

/**
 * Runs the script by its digest, and sends it only where the server does not know it.
 * @throws TypeError for what is neither client.
 */
export function runOf(client: RedisClient): Run {
  const [byText, byDigest] = callsOf(client)
  return async (key, values) => {
    try {
      return await byDigest(await (digest ??= digestOf(script)), key, values)
    } catch (error) {
      // a server that was restarted, or another one of the cluster
      if (!String((error as Error | undefined)?.message).includes('NOSCRIPT')) throw error
      return byText(script, key, values)
    }
  }
}

type Call = (scriptOrDigest: string, key: string, values: string[]) => Promise<unknown>

function callsOf(client: RedisClient): readonly [Call, Call] {
  if (has(client, 'evalSha') && has(client, 'eval')) {
    const node = client as NodeRedisLike
    return [
      (text, key, values) => node.eval(text, { keys: [key], arguments: values }),
      (digest, key, values) => node.evalSha(digest, { keys: [key], arguments: values }),
    ]
  }
  if (has(client, 'evalsha') && has(client, 'eval')) {
    const io = client as IoredisLike
    return [
      (text, key, values) => io.eval(text, 1, key, ...values),
      (digest, key, values) => io.evalsha(digest, 1, key, ...values),
    ]
  }
  throw new TypeError('recourse: redisStore takes a client of redis (node-redis) or ioredis, as { client }')
}

const has = (client: unknown, name: string): boolean =>
  typeof client === 'object' && client !== null && typeof (client as Record<string, unknown>)[name] === 'function'

let digest: Promise<string> | undefined

/** SHA-1 in hexadecimal, as Redis names scripts. */
async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
