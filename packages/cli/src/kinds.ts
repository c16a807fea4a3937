import { type Fault, type Kind, classify, kinds, userMessage } from '@recourse/core'
import { meanings } from './meanings.ts'

/** One row of `recourse kinds`. */
export type KindRow = Readonly<{
  kind: Kind
  meaning: string
  retried: boolean
  backoff: string
  health: boolean
  message: string
}>

export function kindRows(locale?: string): readonly KindRow[] {
  const plain: Fault = classify({ method: 'GET', url: '', status: 500 })
  return (Object.keys(kinds) as Kind[]).map((kind) => {
    const { retryable, backoff, health } = kinds[kind]
    const { title, description } = userMessage({ ...plain, kind, retryable }, locale === undefined ? {} : { locale })
    return {
      kind,
      meaning: meanings[kind],
      retried: retryable,
      backoff,
      health,
      message: [title, description].filter(Boolean).join('. '),
    }
  })
}

/** For people: a paragraph for each kind. */
export const printKinds = (rows: readonly KindRow[]): string =>
  rows
    .map(({ kind, meaning, retried, backoff, message }) => {
      const rule = retried ? `retried, with the ${backoff} backoff` : 'not retried, unless the answer says otherwise'
      return [
        kind,
        `  means    ${meaning}`,
        `  rule     ${rule}`,
        `  message  ${message || '(none: who stopped it knows)'}`,
      ]
        .join('\n')
        .concat('\n')
    })
    .join('\n')
