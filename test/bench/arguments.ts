import { parseArgs } from 'node:util'
import { timed } from './timed.ts'

/** What can be measured. */
export const parts = [...(Object.keys(timed) as (keyof typeof timed)[]), 'sizes'] as const
export type Part = (typeof parts)[number]

export type Options = Readonly<{ only: readonly Part[]; json: boolean; quick: boolean; help: boolean }>

/** @throws TypeError that says which argument is wrong, and what it takes. */
export function optionsOf(given: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...given],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const asked = values.only.flatMap((names) => names.split(','))
  const unknown = asked.find((name) => !parts.includes(name as Part))
  if (unknown !== undefined) throw new TypeError(`--only takes ${parts.join(', ')}; got ${JSON.stringify(unknown)}`)
  const only = asked.length === 0 ? parts : parts.filter((part) => asked.includes(part))
  return { only, json: values.json, quick: values.quick, help: values.help }
}
