import type { Gates } from '../state/verdict.ts'

/** So many partitions' worth. */
const many = 10

/** For the record that all partitions of a host have in common: the budget alone counts. */
export const shared = ({ budget }: Gates): Gates => ({
  throttle: false,
  breaker: false,
  pacing: false,
  budget:
    budget === 'unsafe_off'
      ? budget
      : { ...budget, cap: budget.cap * many, start: budget.start * many, maxRetries: budget.maxRetries * many },
})
