import type { Answer, Model } from '../world.ts'
import { always, fullJitter, repeating } from './repeating.ts'

const aws: Model = {
  name: 'AWS 2026',
  about:
    'smithy-typescript, retry mode of 2026: 500 tokens, a retry costs 14, throttled 5; the last cost comes back with success.',
  client(world) {
    let tokens = 500
    let lastCost = 0
    return repeating(world, {
      retries: 2,
      wants: always,
      delayMs(retry, answer) {
        const ownMs = fullJitter(world, isThrottled(answer) ? 1_000 : 50, 20_000, retry)
        return Math.max(ownMs, Math.min(answer.retryAfterMs ?? 0, ownMs + 5_000))
      },
      grants(answer) {
        const cost = isThrottled(answer) ? 5 : 14
        if (tokens < cost) return false
        tokens -= lastCost = cost
        return true
      },
      succeeded: (retries) => void (tokens = Math.min(500, tokens + (retries > 0 ? lastCost : 1))),
    })
  },
}

const isThrottled = (answer: Answer): boolean => answer.status === 429

const grpc: Model = {
  name: 'gRPC',
  about: 'gRPC A6: ten tokens, a failure costs one, a success earns 0.1; retries only while more than half are left.',
  client(world) {
    let tokens = 10
    return repeating(world, {
      retries: 2,
      wants: always,
      delayMs: (retry, { retryAfterMs }) =>
        retryAfterMs ?? (0.8 + 0.4 * world.random()) * Math.min(1_000, 100 * 2 ** (retry - 1)),
      failed: () => void (tokens = Math.max(0, tokens - 1)),
      grants: () => tokens > 5,
      succeeded: () => void (tokens = Math.min(10, tokens + 0.1)),
    })
  },
}

const ttlMs = 10_000

const finagle: Model = {
  name: 'Finagle',
  about:
    'Finagle, RetryBudget: each call of the last 10 s earns a fifth of a retry, and ten retries a second are free.',
  client(world) {
    const calls: number[] = []
    const retries: number[] = []
    const fresh = (times: number[]): number => {
      while (times.length > 0 && times[0]! <= world.nowMs() - ttlMs) times.shift()
      return times.length
    }
    return repeating(world, {
      retries: 2,
      wants: always,
      delayMs: (retry) => fullJitter(world, 100, 20_000, retry),
      admits: () => calls.push(world.nowMs()) > 0,
      grants() {
        if (fresh(retries) >= fresh(calls) / 5 + 100) return false
        return retries.push(world.nowMs()) > 0
      },
    })
  },
}

export const budgets: readonly Model[] = [aws, grpc, finagle]
