import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

export const methods = ['GET', 'POST'] as const
export type Method = (typeof methods)[number]

/** A story for both methods. No two of them are alike in fault, phase, stated wait and body type: `signature.ts`. */
export type Story = Readonly<{ title: string } & Record<Method, Scenario>>

const titles: readonly string[] = [
  // nothing failed
  'a success is handed on',
  'an answer without content is a success',
  // nothing was sent, or no answer came
  'nothing listens there',
  'Mavera: a missing key is refused before anything is sent',
  'a caller stops before it begins, without a reason',
  'a caller stops while no answer comes, with an error of its own',
  'a caller stops while it waits, without a reason',
  'a caller stops while an error is read, without a reason',
  'Mavera: a connection error is sent again, by its own guide a POST too',
  'what answers is no HTTP',
  'no answer comes within the time of an attempt',
  // the status speaks
  'jobs: no money left is a quota, though its status says validation',
  'mavera 400 missing_field',
  'Mavera: a bad key fails at once, and is not repeated in words',
  'Mira: a plan without the model is told by its sentence',
  'jobs 404 JOB_NOT_FOUND',
  'an answer that says to retry is sent again',
  'a 410 is final',
  'a 413 is final',
  'a 415 is final',
  'a 451 is final',
  'a 429 without a hint is sent again after the throttled backoff',
  'mavio 500 internal_error',
  'a 503 without a hint may have been done',
  'a 504 is a timeout of somebody on the way',
  'a declined card is not charged again',
  // waits in every form
  'a 429 with a hint is sent again not before it is over',
  'a wait of a second is waited for',
  'a wait of a fraction of a second is waited for',
  'a 503 with a hint was turned away at the door',
  'a wait longer than the policy allows is not begun',
  'a wait of nothing is no leave to hammer',
  'a wait in words that no machine reads is no wait',
  'a RateLimit field says when the window ends',
  'a reset in seconds says when the window ends',
  'a refusal with a wait and nothing else is kept to',
  'a page for maintenance names the second of its end',
  'a quota is not a rate limit, whatever its status',
  // bodies of every type
  'an empty body leaves the status to speak',
  'a page of a proxy says what a person would read of it',
  'a page that says that it is JSON is still a page',
  'a page that asks to sign in is a missing key',
  'a page of a firewall forbids',
  'a page that is not there is a page',
  'JSON that says that it is text is still JSON',
  'JSON that breaks off in the middle leaves the status to speak',
  'a problem in the standard form is read as one',
  'a store that answers in XML is slowed down for',
  'bytes that nobody can read leave the status to speak',
  'a refusal in parts leaves the status to speak',
  'a refusal in a stream of events is a refusal',
  'a mebibyte of error is fully readable by the caller',
  // bodies that go wrong while they are read
  'a refusal that is cut short is a refusal',
  'a refusal without end is a refusal',
  'a refusal that drips is a refusal',
  'a refusal that unpacks to a gibibyte is a refusal',
  'a refusal that does not unpack is a refusal',
]

const byName = new Map(Object.values(scenarios).flatMap((stories) => stories.map((story) => [story.name, story])))

function scenarioOf(title: string, method: Method): Scenario {
  const scenario = byName.get(`${title} (${method})`)
  if (scenario === undefined) throw new Error(`no scenario is called ${title} (${method})`)
  return scenario
}

export const grid: readonly Story[] = titles.map((title) => ({
  title,
  GET: scenarioOf(title, 'GET'),
  POST: scenarioOf(title, 'POST'),
}))
