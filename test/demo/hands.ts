import { RecourseError } from '@recourse/core'
import type { Outcome } from '../conformance/drivers/driver.ts'
import type { Expected } from './call.ts'
import type { Class, Client } from './clients.ts'

/** What the caller must have in hand at the end, and what it has: a class, or an answer, and the status. */
export type Hands = Readonly<{ wanted: string; got: string }>

/** `served`: the status of the server's last answer. */
export function handsOf(client: Client, expected: Expected, outcome: Outcome, served: number | null): Hands {
  const { names, own } = claimsOn(client, expected)
  const { subject, status } = outcome
  const answer = served === null || expected.end === 'aborted' ? '' : ` ${served}`
  const { name } = Object(subject) as Partial<Error>
  const got = subject instanceof Error ? `${subject.constructor.name} by name of ${name}` : plain(outcome)
  const isOwn = own === undefined ? got === 'an answer' : subject instanceof own
  const isNamed = names === undefined || name === names
  const wanted = own === undefined ? 'an answer' : own.name
  return {
    wanted: wanted + answer,
    got: (isOwn && isNamed ? wanted : got) + (status === undefined ? '' : ` ${status}`),
  }
}

type Claims = Readonly<{ own?: Class; names?: string }>

/** A call that went through is held to no class: what an answer is, is the client's own affair. */
function claimsOn({ driver, failed, timedOut }: Client, { end, attempts, kind }: Expected): Claims {
  const { refused, aborted, timeout } = driver.errorNames
  if (end === 'recovered') return {}
  if (attempts === 0) return { own: RecourseError, names: refused }
  if (end === 'aborted') return { own: Error, names: aborted }
  return kind === 'timeout' ? { own: timedOut, names: timeout } : { own: failed }
}

const plain = ({ thrown }: Outcome): string => (thrown ? 'what is no error' : 'an answer')
