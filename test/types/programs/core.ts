import {
  type CallOptions,
  type Decision,
  type Engine,
  type Fault,
  type Recourse,
  createEngine,
  createIntent,
  createRecourse,
  type decisionOf,
  type engineOf,
  type faultOf,
} from '@recourse/core'
import type { Equal, User } from './equal.ts'

export const options: readonly CallOptions[] = [
  {},
  { maxAttempts: 3 },
  { signal: new AbortController().signal },
  { signal: undefined },
  { idempotencyKey: true },
  { idempotencyKey: 'key_1' },
  { intent: createIntent() },
  { idempotent: true, label: 'load orders', provider: 'mavera', context: { page: 1, tags: ['a', null] } },
  { body: () => new ReadableStream() },
  { policy: { preset: 'guide', maxAttempts: 2, attemptTimeoutMs: null, kinds: { timeout: false } } },
  { partition: 'tenant', priority: -1 },
  {
    policy: { budget: 'browser', throttle: false, breaker: {}, pacing: { limit: 10, windowMs: 1_000 }, closed: 'hold' },
  },
  { policy: { budget: { cap: 5 }, throttle: { k: 3 }, breaker: { failureRate: null, consecutive: 5 }, pacing: false } },
  { policy: { budget: 'unsafe_off' } },
  // @ts-expect-error -- no such option
  { maxAttempt: 3 },
  // @ts-expect-error -- a number
  { maxAttempts: '3' },
  // @ts-expect-error -- a signal, not its controller
  { signal: new AbortController() },
  // @ts-expect-error -- a key, or true for one that is made
  { idempotencyKey: false },
  // @ts-expect-error -- of `createIntent`
  { intent: 'key_1' },
  // @ts-expect-error -- a function that makes one
  { body: 'text' },
  // @ts-expect-error -- what JSON can say
  { context: { when: new Date() } },
  // @ts-expect-error -- no such preset
  { policy: { preset: 'fast' } },
  // @ts-expect-error -- no such kind
  { policy: { kinds: { slow: true } } },
  // @ts-expect-error -- no such option of the policy
  { policy: { retries: 3 } },
  // @ts-expect-error -- a name of its own, because it does harm
  { policy: { budget: false } },
  // @ts-expect-error -- an object, or false
  { policy: { breaker: true } },
  // @ts-expect-error -- no such number
  { policy: { pacing: { rps: 5 } } },
  // @ts-expect-error -- refuse or hold
  { policy: { closed: 'queue' } },
  // @ts-expect-error -- a name; the function is for all calls
  { partition: () => 'tenant' },
  // @ts-expect-error -- a number
  { priority: 'high' },
]

// @ts-expect-error -- options, or false where a client takes them
export const flag: CallOptions = true

const recourse = createRecourse({ policy: { maxAttempts: 2 }, preflight: false })
// @ts-expect-error -- no such option
createRecourse({ polices: {} })
createRecourse({ partition: ({ header }) => header?.('x-tenant') ?? '' })
// @ts-expect-error -- a function of the call
createRecourse({ partition: 'tenant' })
// @ts-expect-error -- a store has `update`
createRecourse({ store: {} })
// @ts-expect-error -- attempts are of the policy
createEngine({ maxAttempts: 3 })

const load = recourse.run(async ({ signal }): Promise<User> => (signal.throwIfAborted(), { name: 'a' }), {
  method: 'GET',
  label: 'load',
})
// @ts-expect-error -- no such option
void recourse.run(async () => 1, { maxAttempt: 3 })

const [known] = recourse.inspect().keys
export const phase: 'closed' | 'open' | 'half_open' | undefined = known?.breaker
recourse.setBreaker('api.example.com', 'open')

export const isRecourse: Equal<typeof recourse, Recourse> = true
export const isEngine: Equal<ReturnType<typeof engineOf>, Engine> = true
export const isUser: Equal<typeof load, Promise<User>> = true
export const isFault: Equal<ReturnType<typeof faultOf>, Fault | undefined> = true
export const isDecision: Equal<ReturnType<typeof decisionOf>, Decision | undefined> = true
