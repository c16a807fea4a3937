import type { StepOf } from '../loopback/index.ts'
import type { Scenario } from './scenario.ts'

/** What tells one story from another, whoever plays it. */
export type Signature = Readonly<{
  /** The kind of the first failure; `none` where nothing failed. */
  fault: string
  /** How far the attempt got before it went wrong; `wait`: it had failed, and was waiting for the next. */
  phase: 'not_sent' | 'sent' | 'headers' | 'body' | 'wait' | 'done'
  /** The form in which the first answer states a wait. */
  statedWait: string
  /** What the first answer's body is, and what it says it is where that differs. */
  bodyType: string
}>

export function signatureOf(story: Scenario): Signature {
  return { fault: faultIn(story), phase: phaseIn(story), statedWait: statedWaitIn(story), bodyType: bodyTypeIn(story) }
}

const faultIn = ({ expected }: Scenario): string =>
  expected.events.map((told) => /: (\w+)/.exec(told)?.[1]).find((kind) => kind !== undefined) ?? 'none'

const headersPhase: ReadonlySet<string> = new Set(['slowHeaders', 'garbage', 'headerOverflow', 'redirectLoop'])
const bodyPhase: ReadonlySet<string> = new Set(['truncate', 'drip', 'endless', 'gzipBomb', 'badGzip'])
const answerPhase: ReadonlySet<string> = new Set(['answer', 'closeAfterAnswer', 'earlyAnswer'])

function phaseIn({ server, caller, expected }: Scenario): Signature['phase'] {
  if (server === 'refused' || expected.requests === 0) return 'not_sent'
  if (caller !== undefined && 'aborts' in caller && caller.aborts === 'in_wait') return 'wait'
  if (faultIn({ expected } as Scenario) === 'none') return 'done'
  const step = server[0]?.step ?? ''
  if (bodyPhase.has(step)) return 'body'
  return headersPhase.has(step) || answerPhase.has(step) ? 'headers' : 'sent'
}

/** Fields that state a wait, and the forms that their values take. */
const waitFields: readonly (readonly [field: string, form: RegExp, name: string])[] = [
  ['retry-after-ms', /./, 'milliseconds'],
  ['retry-after', /^0$/, 'zero'],
  ['retry-after', /^\d{5,}$/, 'days'],
  ['retry-after', /^\d+$/, 'seconds'],
  ['retry-after', /^\d*\.\d+$/, 'fraction'],
  ['retry-after', /GMT$/, 'date'],
  ['retry-after', /./, 'no wait at all'],
  ['ratelimit', /./, 'RateLimit'],
  ['x-ratelimit-reset', /./, 'reset'],
]

function statedWaitIn(story: Scenario): string {
  const headers = firstAnswer(story)?.headers ?? {}
  return waitFields.find(([field, form]) => form.test(String(headers[field] ?? '')))?.[2] ?? 'none'
}

function bodyTypeIn(story: Scenario): string {
  const answer = firstAnswer(story)
  if (answer === undefined) return 'none'
  if (answer.step !== 'answer' && answer.step !== 'truncate') return answer.step
  if (answer.body === undefined && answer.bodyBase64 === undefined) return 'none'
  const said = String(answer.headers?.['content-type'] ?? 'nothing').replace(/;.*/, '')
  return typeof answer.body === 'string' && /json/.test(said) && !isJson(answer.body) ? `not the ${said} it says` : said
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The first step, where it is an answer of some kind. */
function firstAnswer({ server }: Scenario): StepOf<'answer'> | undefined {
  const step = server === 'refused' ? undefined : server[0]
  return step !== undefined && 'status' in step ? (step as StepOf<'answer'>) : undefined
}
