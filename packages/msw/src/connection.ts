import { HttpResponse } from 'msw'
import { type Scenario, scenarioOf } from './scenario.ts'

/** The connection breaks before an answer. msw gives the error no code; a real one has `ECONNRESET`, or another. */
export const dropConnection = (): Scenario =>
  scenarioOf(
    () => null,
    () => HttpResponse.error(),
  )

/** No answer ever comes: the client's own time limit has to end the call, or the call never ends. */
export const neverAnswers = (): Scenario =>
  scenarioOf(
    () => null,
    () => new Promise<Response>(() => undefined),
  )
