import type { Stock } from './group.ts'

/** A fetch that answers at once, out of its stock. */
export type StubFetch = Stock &
  Readonly<{ fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response> }>

export const url = 'https://api.example.com/v1/things/thing_1'
/** As most requests to an API are: a key, and no word on the method. */
export const init: RequestInit = { headers: { authorization: 'Bearer sk-0123456789abcdef0123456789abcdef' } }

const thing = JSON.stringify({
  id: 'thing_1',
  object: 'thing',
  created: 1_763_700_000,
  name: 'A thing',
  tags: ['a', 'b'],
})
const refusal = JSON.stringify({
  error: {
    message: 'Rate limit reached for requests. Please try again in 7 s.',
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    param: null,
  },
})
const outage = JSON.stringify({ error: { message: 'The server is overloaded.', type: 'server_error', code: null } })
const json = { 'content-type': 'application/json', 'x-request-id': 'req_0123456789' }

export const answers = {
  thing: { status: 200, body: thing, headers: json },
  refusal: { status: 429, body: refusal, headers: { ...json, 'retry-after': '7' } },
  /** `retry-after-ms`: the OpenAI SDK waits half a second for what states nothing. */
  outage: { status: 503, body: outage, headers: { ...json, 'retry-after-ms': '1' } },
} as const

export type Answer = (typeof answers)[keyof typeof answers]

const sequences = {
  success: [answers.thing],
  failure: [answers.refusal],
  cycle: [answers.outage, answers.outage, answers.thing],
} as const

/** What the server says to one call of this path, attempt by attempt. */
export const sequenceOf = (path: keyof typeof sequences): readonly Answer[] => sequences[path]

/** Fresh responses, made by `fill`. */
export function stubFetch(path: keyof typeof sequences): StubFetch {
  const sequence = sequenceOf(path)
  let made: readonly Response[] = []
  let taken = 0
  return {
    fill(calls) {
      made = Array.from({ length: calls }, () => sequence.map(({ body, ...rest }) => new Response(body, rest))).flat()
      taken = 0
    },
    left: () => made.length - taken,
    fetch: async () => made[taken++]!,
  }
}

/** One response for all calls, for callers that leave its body alone: next to nothing beside what is measured. */
export function sameResponse(): StubFetch {
  const response = new Response(answers.thing.body, answers.thing)
  return { fill: () => undefined, left: () => 0, fetch: async () => response }
}
