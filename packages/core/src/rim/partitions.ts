import type { Gates } from '../state/verdict.ts'

/** Of the record that all partitions of a host have in common, the budget alone counts. */
const partitions = 10
export const shared = ({ budget }: Gates): Gates => ({
  ...off,
  budget:
    budget === 'unsafe_off'
      ? budget
      : {
          ...budget,
          cap: budget.cap * partitions,
          start: budget.start * partitions,
          maxRetries: budget.maxRetries * partitions,
        },
})
const off = { throttle: false, breaker: false, pacing: false } as const
