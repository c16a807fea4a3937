import { type Answer, responseOf } from './answer.ts'

/** A resolver for any `http.*` of msw, and what it answers as data. */
export type Scenario = (() => Response | Promise<Response>) &
  Readonly<{
    /** What it would answer now. null: no answer comes. */
    answer: Answer | null
  }>

/** `answer` is asked anew for each request: a date in it is of the moment at which it is given. */
export const answering = (answer: () => Answer): Scenario => scenarioOf(answer, () => responseOf(answer()))

export const scenarioOf = (answer: () => Answer | null, respond: () => Response | Promise<Response>): Scenario =>
  Object.defineProperty(() => respond(), 'answer', { get: answer, enumerable: true }) as Scenario
