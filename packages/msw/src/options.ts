/** How a wait is written. `reset`: an epoch in seconds, beside a remaining count of 0. */
export type WaitForm = 'seconds' | 'date' | 'milliseconds' | 'reset'

/** What every failure takes. All of it is optional. */
export type ScenarioOptions = Readonly<{
  /** The sentence in the body. */
  message?: string
  /** Where the API says it: in the body, else in a header. Default: none. */
  requestId?: string
  /** Further response headers; they replace those of the scenario. */
  headers?: Readonly<Record<string, string>>
  /** The wait that the answer states, in milliseconds. Default: none is stated. Seconds, dates and epochs are rounded up. */
  retryAfterMs?: number
  /** How the wait is written. Default: as the API does, else `seconds`. */
  retryAfterAs?: WaitForm
  /** The server's present, in epoch milliseconds, for waits that are a moment. Default: the time of the answer. */
  now?: number
}>

/** The same, where the API says which fields of the input are wrong. */
export type FieldOptions = ScenarioOptions &
  Readonly<{
    /** A message for each wrong field, by its path. */
    fields?: Readonly<Record<string, string>>
  }>

export type Check = readonly [takes: string, fits: (value: unknown) => boolean]

const forms: readonly WaitForm[] = ['seconds', 'date', 'milliseconds', 'reset']
const isText = (value: unknown): boolean => typeof value === 'string'
const isTexts = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText)
/** Beyond this no date can be written (ECMA-262, time values). */
const maxDateMs = 8.64e15

const whole: Check[1] = (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxDateMs
export const milliseconds: Check = ['a whole number of milliseconds from 0 on', whole]
export const status: Check = [
  'a status from 200 to 599',
  (value) => Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599,
]
export const text: Check = ['a string', isText]
export const texts: Check = ['an object of strings', isTexts]

export const checks: Readonly<Record<keyof ScenarioOptions, Check>> = {
  message: text,
  requestId: text,
  headers: texts,
  retryAfterMs: milliseconds,
  retryAfterAs: [forms.map((form) => `'${form}'`).join(' or '), (value) => forms.includes(value as WaitForm)],
  now: ['epoch milliseconds', whole],
}

/**
 * An option that is undefined counts as absent.
 * @throws TypeError that names the option, what it takes, and what it got.
 */
export function checkOptions(
  name: string,
  options: unknown,
  table: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new TypeError(`recourse: ${name} takes an object of options, got ${shown(options)}`)
  for (const key of required) {
    const isMissing = Object.entries(options).every(([name, value]) => name !== key || value === undefined)
    if (isMissing) throw new TypeError(`recourse: ${name} needs ${key}, ${table[key]?.[0]}`)
  }
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(table, key))
      throw new TypeError(`recourse: unknown option ${name}.${key}; known are ${Object.keys(table).join(', ')}`)
    const [takes, fits] = table[key] as Check
    if (value !== undefined && !fits(value))
      throw new TypeError(`recourse: ${name}.${key} takes ${takes}, got ${shown(value)}`)
  }
}

/** Little of a string, and never the content of an object. */
export const shown = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value.slice(0, 20))
    : Object(value) === value
      ? `a value of type ${Array.isArray(value) ? 'list' : typeof value}`
      : String(value)
