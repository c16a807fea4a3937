// nouns
export type { Json } from './nouns/json.ts'
export type { Cause, Failure, Phase } from './nouns/failure.ts'
export { type Effect, type Fault, type FieldError, type Kind, kinds } from './nouns/fault.ts'
export {
  type Backoff,
  type Policy,
  type PolicyInput,
  type Preset,
  defaultPolicy,
  definePolicy,
} from './nouns/policy.ts'
export { type Decision, type Reason, reasons } from './nouns/decision.ts'
export type { Breaker, Budget, Pacing, Throttle } from './nouns/gates.ts'
export { own } from './nouns/options.ts'
// knowledge
export { type Format, type Reading, type Wire, defineFormat } from './knowledge/format.ts'
export { type Provider, type Waits, bind, defineProvider } from './knowledge/provider.ts'
export type { CodeRule, Meaning, Phrases, Rules, Says } from './knowledge/rule.ts'
export { type Table, shape } from './knowledge/shape.ts'
export type { Unit } from './knowledge/stated-wait.ts'
export { formats, graphql, jsonRpc, shopify, slack } from './knowledge/formats/index.ts'
export * from './knowledge/providers/index.ts'
export type { MessageKey, Messages } from './knowledge/messages/catalogue.ts'
export { en } from './knowledge/messages/en.ts'
// judgement
export type { Signal } from './judgement/signals.ts'
export { causesOf } from './judgement/causes.ts'
export { redact } from './judgement/redact.ts'
export { type MessageOptions, type UserMessage, userMessage } from './judgement/message.ts'
// state
export { type MemoryStoreOptions, memoryStore } from './state/memory-store.ts'
export type { Step, Store } from './state/store.ts'
// rim
export type { Attempt, Engine, Recourse, RunOptions, Ticket } from './rim/call.ts'
export type { CallInfo } from './rim/call-info.ts'
export { type Clock, systemClock } from './rim/clock.ts'
export type { Counts, Happening, RecourseEvent } from './rim/events.ts'
export { type CallOptions, recourseIn } from './rim/call-options.ts'
export type { RecourseOptions } from './rim/options.ts'
export { type Intent, createIntent } from './rim/intent.ts'
export type { Inspection, KeyInspection } from './rim/inspection.ts'
export type { Limits } from './rim/response.ts'
export { type PartialFailure, classify, explain, faultOf, isFault, supportReport } from './rim/default.ts'
export { RecourseError, type Refusal } from './rim/error.ts'
export { enter, resume, ticketOf } from './rim/leave.ts'
export { type Limit, callSignal, limitOf } from './rim/limit.ts'
export { toLogRecord } from './rim/log.ts'
export { decisionOf, isFinal, mark, withCause } from './rim/mark.ts'
export { createEngine } from './rim/engine.ts'
export { createRecourse, engineOf } from './rim/recourse.ts'
export { headersOf, isFailed, isStream, letGo, readerOf, release, withFields } from './rim/response.ts'
export { holdBody, keepBody } from './rim/body.ts'
export { type Hold, chunksOf, holdFor, notedAnswer, readFor } from './rim/held.ts'
export { type Inside, type Looked, markInside } from './rim/inside.ts'
export { inParsed } from './rim/parsed.ts'
export { urlIn } from './rim/url-in.ts'
export type { TimesMs } from './rim/within.ts'
export { goesOn, stepOf, stepsIn, timerMs, timerMsOf } from './rim/step.ts'
export { failureOf, isTold, tellOf } from './rim/sdk-error.ts'
export { isOwned, perform, readOutcome } from './rim/perform.ts'
export type { Plan, Sending } from './rim/plan.ts'
export { settleSeen } from './rim/seen.ts'
export type { SupportReport } from './rim/support.ts'
