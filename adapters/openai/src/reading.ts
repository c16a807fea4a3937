import { type Failure, causesOf, headersOf } from '@recourse/core'
import type { Parse, Sdk } from './sdk.ts'

/** Tells of errors that come while an answer is read; of streams, until their end. */
export function watch(sdk: Sdk): void {
  const { parseResponseWithTimeout: parse } = sdk
  if (parse !== undefined) return void (sdk.parseResponseWithTimeout = watched(parse.bind(sdk)))
  for (const name of ['request', 'requestAPIList'] as const) {
    const ask = sdk[name].bind(sdk)
    sdk[name] = (...given) => {
      const promise = ask(...given)
      return Object.assign(promise, { parseResponse: watched(promise.parseResponse.bind(promise)) })
    }
  }
}

const watched =
  (parse: Parse): Parse =>
  (client, sent) => {
    const tell = (error: unknown): never => {
      sent.broke?.(error)
      throw error
    }
    const parsing = parse(client, sent)
    if (sent.options.stream !== true) return parsing.then(sent.parsed, tell)
    return parsing.then((stream) => watchEvents(stream, tell), tell)
  }

/** The SDK's `Stream`: all that read it ask it for its iterator. */
function watchEvents(stream: unknown, tell: (error: unknown) => never): unknown {
  const events = stream as { iterator: () => AsyncIterator<unknown> }
  const iterator = events.iterator.bind(events)
  const watching = () => {
    const source = iterator()
    const next = source.next.bind(source)
    return Object.assign(source, { next: () => next().catch(tell) })
  }
  return Object.assign(events, { iterator: watching })
}

/** What broke a success in the midst, never to be repeated: the connection, or the API, which says so in the stream. */
export function brokenOf(error: object, { status, headers }: Response): Partial<Failure> {
  const said = ['message', 'code', 'type', 'param'].map((name) => [name, Reflect.get(error, name)])
  const told = Object.fromEntries(said.filter(([, value]) => typeof value === 'string'))
  const isParsed = Reflect.get(error, 'error') !== undefined || error instanceof SyntaxError
  const answer = { status, headers: headersOf(headers), body: JSON.stringify({ error: told }) }
  return { phase: 'body', replayable: false, ...(isParsed ? answer : { causes: causesOf(error) }) }
}
