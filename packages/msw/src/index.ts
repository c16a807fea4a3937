export type { Answer } from './answer.ts'
export type { Api, Failing } from './api.ts'
export { type BodyOptions, brokenJson, emptyBody, htmlFromProxy } from './bodies.ts'
export { dropConnection, neverAnswers } from './connection.ts'
export { type FlakyStep, type Sequence, flaky } from './flaky.ts'
export type { FieldOptions, ScenarioOptions, WaitForm } from './options.ts'
export {
  conflict,
  forbidden,
  gone,
  notFound,
  overloaded,
  quotaExceeded,
  rateLimited,
  serverError,
  spentCredits,
  tooLarge,
  unauthorized,
  validation,
} from './plain.ts'
export type { Scenario } from './scenario.ts'
export { type ListedScenario, scenarios } from './scenarios.ts'
export { slow } from './slow.ts'
export type { Step } from './step.ts'
// the dialects
export { jobs } from './apis/jobs.ts'
export { mavera } from './apis/mavera.ts'
export { mavio } from './apis/mavio.ts'
export { mira } from './apis/mira.ts'
export { anthropic } from './shapes/anthropic.ts'
export { fastapi } from './shapes/fastapi.ts'
export { google } from './shapes/google.ts'
export { openai } from './shapes/openai.ts'
export { type ProblemOptions, problem } from './shapes/problem.ts'
