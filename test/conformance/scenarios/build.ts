import type { Kind, PolicyInput, Reason } from '@recourse/core'
import type { Expected, RequestPlan, Scenario } from '../scenario.ts'

/** Each of these failed, and the attempt after them succeeded. */
export const recovered = (...kinds: readonly Kind[]): string[] => [
  ...kinds.flatMap((kind, index) => [`attempt ${index + 1}`, `retry ${index + 1}: ${kind}`]),
  `attempt ${kinds.length + 1}`,
  `recovered ${kinds.length + 1}`,
]

/** Each of these failed, and after the last it was given up. */
export const gaveUp = (reason: Reason, ...kinds: readonly Kind[]): string[] =>
  kinds.flatMap((kind, index) => {
    const number = index + 1
    const outcome = number === kinds.length ? `give_up ${number}: ${kind}, ${reason}` : `retry ${number}: ${kind}`
    return [`attempt ${number}`, outcome]
  })

/** Nothing failed. */
export const succeeded: readonly string[] = ['attempt 1']

/** Where the numbers of the default policy are not what it is about. */
export const quick: PolicyInput = {
  transient: { baseMs: 2, capMs: 8, jitter: 'full' },
  throttled: { baseMs: 4, capMs: 16, jitter: 'equal' },
}

/** Where it is about more retries, or more failing calls, than a fresh budget pays for. */
export const ungated = { budget: 'unsafe_off', throttle: false } as const satisfies PolicyInput

/** The first and second backoff of the default policy. */
export const transient = [
  [0, 100],
  [0, 200],
] as const
export const throttled = [
  [500, 1_000],
  [1_000, 2_000],
] as const

type Variants = Readonly<Record<string, Partial<RequestPlan> & { expected: Expected }>>

/** The same story for several methods, each with an end of its own. Those that take a body get one. */
export const forMethods = (
  story: Omit<Scenario, 'request' | 'expected'> & { request?: Partial<RequestPlan> },
  variants: Variants,
): Scenario[] =>
  Object.entries(variants).map(([method, { expected, ...over }]) => {
    const body = method === 'GET' || method === 'HEAD' ? {} : ({ body: 'text' } as const)
    return {
      ...story,
      name: `${story.name} (${method})`,
      request: { method, ...body, ...story.request, ...over },
      expected,
    }
  })

/** One end, whatever the method. */
export const bothMethods = (story: Parameters<typeof forMethods>[0], expected: Expected): Scenario[] =>
  forMethods(story, { GET: { expected }, POST: { expected } })
