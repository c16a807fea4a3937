import type { Cause } from '../nouns/failure.ts'

const maxCauses = 8
const maxMessage = 1_000

/** Reads a property of anything: getters that throw and revoked proxies have no say. */
export function peek(value: unknown, ...path: readonly string[]): unknown {
  let here: unknown = value
  try {
    for (const key of path) {
      if (here === null || here === undefined) return undefined
      const value: unknown = (here as Record<string, unknown>)[key]
      // getters of a class are welcome; what stands on the prototype of all objects was left there by somebody
      here = value === (Object.prototype as Record<string, unknown>)[key] ? undefined : value
    }
    return here
  } catch {
    return undefined
  }
}

/** As `peek`, own properties only: a polluted prototype must not invent codes and causes. */
export function peekOwn(value: unknown, key: string): unknown {
  try {
    return Object.hasOwn(Object(value), key) ? peek(value, key) : undefined
  } catch {
    return undefined
  }
}

/** The value that an object itself holds under a symbol: a mark that somebody left on it. */
export function peekSymbol(value: unknown, key: symbol): unknown {
  try {
    return Object.getOwnPropertyDescriptor(value, key)?.value
  } catch {
    return undefined
  }
}

/** What was thrown and what caused it, as data, outermost first. At most 8 links; cycles end. Never throws. */
export function causesOf(thrown: unknown): readonly Cause[] {
  const causes: Cause[] = []
  const seen = new Set<unknown>()
  const queue: unknown[] = [thrown]
  while (queue.length > 0 && causes.length < maxCauses) {
    const link = queue.shift()
    if (link === undefined || link === null || seen.has(link)) continue
    seen.add(link)
    causes.push(causeOf(link))
    queue.push(peekOwn(link, 'cause'), ...listed(peekOwn(link, 'errors')))
  }
  return causes
}

function causeOf(link: unknown): Cause {
  const [name, message, code] = [peek(link, 'name'), peek(link, 'message'), peekOwn(link, 'code')]
  return {
    name: typeof name === 'string' ? name.slice(0, 100) : typeof link,
    message:
      typeof message === 'string'
        ? message.slice(0, maxMessage)
        : typeof link === 'string'
          ? link.slice(0, maxMessage)
          : '',
    ...(typeof code === 'string' && { code: code.slice(0, 100) }),
  }
}

/** The first members of an AggregateError: one for each address that was tried. */
function listed(members: unknown): readonly unknown[] {
  try {
    return Array.isArray(members) ? [0, 1, 2].map((index) => peek(members, `${index}`)) : []
  } catch {
    return []
  }
}
