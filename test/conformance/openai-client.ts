import { type RecourseEvent, type RecourseOptions } from '@recourse/core'
import { withRecourse } from '@recourse/openai'
import OpenAI, { AzureOpenAI, type ClientOptions } from 'openai'
import OpenAI6, { AzureOpenAI as AzureOpenAI6 } from 'openai-6'
import { quick, ungated } from './scenarios/build.ts'
import { shorthand } from './verify.ts'

type Answer = Response | Error | (() => Promise<Response>)

/** The oldest and the newest major; the compiler takes their private members for different ones. */
export const majors = {
  'openai 7': { Sdk: OpenAI, Azure: AzureOpenAI },
  'openai 6': { Sdk: OpenAI6 as unknown as typeof OpenAI, Azure: AzureOpenAI6 as unknown as typeof AzureOpenAI },
} as const

export const baseURL = 'https://api.test/v1'

/** A client whose server is a list of answers, the last of which stays. */
export function clientOf(
  Sdk: typeof OpenAI,
  answers: readonly Answer[],
  given: RecourseOptions = {},
  options: ClientOptions = {},
) {
  const events: RecourseEvent[] = []
  const requests: Request[] = []
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]
    requests.push(new Request(input, init))
    if (answer instanceof Error) throw answer
    if (typeof answer === 'function') return answer()
    // no clone: to cancel one of a pair waits for the other
    return new Response(await (answer as Response).clone().arrayBuffer(), answer)
  }
  const bare = new Sdk({ apiKey: 'k', baseURL, fetch, logLevel: 'off', ...options })
  const client = withRecourse(bare, {
    policy: { ...quick, ...ungated },
    onEvent: (event) => void events.push(event),
    ...given,
  })
  return { client, bare, events, requests, fetch, told: () => events.map(shorthand) }
}

export const answer = (
  status: number,
  body: unknown = { error: { message: 'it went wrong' } },
  headers = {},
): Response => Response.json(body, { status, headers: { 'x-request-id': 'req_9', ...headers } })

export const fine = answer(200, { id: 'one', object: 'response', output: [] })

export const caught = async (calling: PromiseLike<unknown>): Promise<unknown> =>
  calling.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
