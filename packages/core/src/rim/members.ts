import { fits, own } from '../nouns/options.ts'

/**
 * Checks the objects and lists of objects among these options, under their own names.
 * @throws TypeError that names the option, what it needs, and by its name which one has it not.
 */
export function checkMembers(where: string, given: object): void {
  for (const [name, members] of Object.entries(needs))
    for (const item of [own(given, name) ?? []].flat() as (Readonly<Record<string, unknown>> | null)[])
      for (const [member, takes] of Object.entries(members))
        if (!fits(takes, item?.[member])) {
          const { name: which = 'one of them' } = Object(item) as Readonly<{ name?: string }>
          throw new TypeError(`recourse: ${where}.${name} needs ${member}, ${takes}, which ${which} has not`)
        }
}

/** What a member of these options cannot do without. */
const needs = {
  providers: { name: 'a string', hosts: 'a list of strings' },
  formats: { read: 'a function' },
  errorsInSuccess: { read: 'a function', inSuccess: 'a function' },
  store: { update: 'a function' },
  clock: { now: 'a function', monotonic: 'a function', random: 'a function', sleep: 'a function' },
}
