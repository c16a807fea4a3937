import { type FieldOptions, type ScenarioOptions, checkOptions, checks, texts } from './options.ts'
import { type Scenario, answering } from './scenario.ts'
import { waitFields } from './stated-wait.ts'

/** Makes a scenario. @throws TypeError for bad options. */
export type Failing<Options = ScenarioOptions> = (options?: Options) => Scenario

/** The failures of one API, by what happened. Those of `FieldName` can name the wrong fields. */
export type Api<Name extends string, FieldName extends string = never> = Readonly<
  Record<Name, Failing> & Record<FieldName, Failing<FieldOptions>>
>

/** One failure, in nobody's shape. */
export type Said = Readonly<{
  status: number
  code: string | null
  /** A category, where the API has one. */
  type: string | null
  message: string
  fields: readonly (readonly [path: string, message: string])[]
  requestId: string | undefined
  retryAfterMs: number | undefined
}>

/** How an API writes a failure. */
export type Shape = Readonly<{
  body: (said: Said) => unknown
  headers?: (said: Said) => Readonly<Record<string, string>>
  /** Does the body state the wait, and no header? */
  waitInBody?: true
}>

/** `fields`: those that are named where the caller names none. */
export type Row = readonly [
  status: number,
  code: string | null,
  message: string,
  more?: Readonly<{ type?: string; fields?: Readonly<Record<string, string>> }>,
]

/** The scenarios of an API, out of a table of its errors. A row with `fields` takes the option of that name. */
export function apiOf<Name extends string, FieldName extends string = never>(
  name: string,
  shape: Shape,
  rows: Readonly<Record<Name | FieldName, Row>>,
): Api<Name, FieldName> {
  const entries = Object.entries<Row>(rows).map(([key, row]) => [key, failing(`${name}.${key}`, shape, row)])
  return Object.freeze(Object.fromEntries(entries)) as Api<Name, FieldName>
}

export function failing(name: string, shape: Shape, row: Row): Failing<FieldOptions> {
  const [status, code, message, more = {}] = row
  const table = more.fields === undefined ? checks : { ...checks, fields: texts }
  return (options = {}) => {
    checkOptions(name, options, table)
    const said: Said = {
      status,
      code,
      type: more.type ?? null,
      message: options.message ?? message,
      fields: Object.entries(options.fields ?? more.fields ?? {}),
      requestId: options.requestId,
      retryAfterMs: options.retryAfterMs,
    }
    return answering(() => ({
      status,
      headers: {
        'content-type': 'application/json',
        ...shape.headers?.(said),
        ...waitFields(options, shape.waitInBody ?? false),
        ...lowered(options.headers ?? {}),
      },
      body: shape.body(said),
    }))
  }
}

/** One name for each field, so that the caller's replaces the scenario's. */
export const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
