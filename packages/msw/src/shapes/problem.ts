import { type Shape, failing } from '../api.ts'
import { type FieldOptions, checks, checkOptions, status, text, texts } from '../options.ts'
import type { Scenario } from '../scenario.ts'
import { idIn } from './request-id.ts'

export type ProblemOptions = FieldOptions &
  Readonly<{
    /** From 200 to 599. */
    status: number
    /** A URI that names the kind of problem. Default: `about:blank`, which means "as the status". */
    type?: string
    /** What all problems of this kind are called. */
    title?: string
  }>

const table = { ...checks, fields: texts, status, type: text, title: text }

/**
 * Problem details: `{ type, title, status, detail, errors }` with their own content type. `message` is the detail.
 * Source: RFC 9457, section 3; `errors` with pointers as in its first example.
 * @throws TypeError for bad options.
 */
export function problem(options: ProblemOptions): Scenario {
  checkOptions('problem', options, table, ['status'])
  const { status, type = 'about:blank', title = 'The request failed.', ...rest } = options
  const shape: Shape = {
    headers: (said) => ({ 'content-type': 'application/problem+json', ...idIn('x-request-id')(said) }),
    body: ({ message, fields }) => ({
      type,
      title,
      status,
      ...(message === '' ? {} : { detail: message }),
      ...(fields.length === 0
        ? {}
        : { errors: fields.map(([path, detail]) => ({ detail, pointer: `#/${path.replaceAll('.', '/')}` })) }),
    }),
  }
  return failing('problem', shape, [status, null, '', { fields: {} }])(rest)
}
