import { type Answer, checkAnswer } from './answer.ts'
import { shown } from './options.ts'
import {
  conflict,
  forbidden,
  gone,
  notFound,
  overloaded,
  rateLimited,
  serverError,
  spentCredits,
  tooLarge,
  unauthorized,
  validation,
} from './plain.ts'
import { type Scenario, answering, scenarioOf } from './scenario.ts'

/** A status; an answer as data; a `Response`, which is copied for each request; a scenario. */
export type Step = number | Answer | Response | Scenario

/**
 * What is known of a Response as data is its head.
 * @throws TypeError where it is none of these.
 */
export function playing(name: string, step: Step): Scenario {
  if (isScenario(step)) return step
  if (typeof step === 'number') return playing(name, answerOf(name, step))
  if (step instanceof Response) {
    const answer = step.type === 'error' ? null : { status: step.status, headers: Object.fromEntries(step.headers) }
    return scenarioOf(
      () => answer,
      () => step.clone(),
    )
  }
  if (typeof step !== 'object' || step === null)
    throw new TypeError(`recourse: ${name} takes a status, an answer, a Response or a scenario, got ${shown(step)}`)
  checkAnswer(name, step)
  return answering(() => step)
}

/** A resolver of somebody's own would be handed the wrong request. */
const isScenario = (step: Step): step is Scenario => typeof step === 'function' && 'answer' in step

const usual = [
  unauthorized,
  spentCredits,
  forbidden,
  notFound,
  conflict,
  gone,
  tooLarge,
  validation,
  rateLimited,
  serverError,
  overloaded,
]

/** The error of that status in the common shape; below 400 an empty object. */
function answerOf(name: string, status: number): Answer {
  checkAnswer(name, { status })
  if (status < 400) return { status, body: {} }
  const known = usual.map((make) => make().answer).find((answer) => answer?.status === status)
  return known ?? { status, body: { error: { message: `The request failed with status ${status}.` } } }
}
