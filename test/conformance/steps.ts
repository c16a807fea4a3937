import { bytesOf } from '../loopback/exchange.ts'
import type { Json, Step, StepOf } from '../loopback/index.ts'
import { empty, htmlPage, json, redirect, text } from '../loopback/presets.ts'

export { empty, htmlPage, json, redirect, text }

/** All that the last step of a script says in its body; empty where it says nothing. */
export function textOf(server: readonly Step[] | 'refused'): string {
  const step = server === 'refused' ? undefined : server.at(-1)
  return step !== undefined && ('body' in step || 'bodyBase64' in step) ? new TextDecoder().decode(bytesOf(step)) : ''
}

/** A success with something to read. */
export const fine: StepOf<'answer'> = json(200, { done: true })

/** An error of an API that nobody knows. */
export const failed = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Json = { oops: 'it went wrong' },
): StepOf<'answer'> => json(status, body, headers)
