import { type Format, found } from '../format.ts'

const maxScan = 16_384
const maxText = 500

/** What is not JSON: a page of a proxy, an XML error, a line of text. Says only what a person would read, never markup. */
export const page: Format = {
  name: 'page',
  read({ json, text, header }) {
    if (json !== undefined || text === '') return undefined
    const start = text.slice(0, maxScan)
    const ink = start.trimStart()
    if (!ink.startsWith('<')) return found({ message: plainLine(start, header('content-type')) })
    return found({
      code: inside(start, 'Code'),
      message: inside(start, 'Message') ?? inside(start, 'message') ?? inside(start, 'h1') ?? inside(start, 'title'),
      requestId: inside(start, 'RequestId') ?? inside(start, 'RequestID'),
    })
  },
}

/** A short first line is a sentence; a long one, or a script, is not for people. */
function plainLine(text: string, type: string | null): string | undefined {
  if (type !== null && !/text|json|html|xml/.test(type)) return undefined
  const line = text.trim()
  return line.length <= maxText ? line : undefined
}

/** Text of the first element of that name, by `indexOf` alone: linear whatever the page holds. */
function inside(text: string, name: string): string | undefined {
  const open = text.indexOf(`<${name}`)
  const start = open < 0 ? -1 : text.indexOf('>', open)
  const end = start < 0 ? -1 : text.indexOf(`</${name}`, start)
  if (end < 0) return undefined
  const content = strip(text.slice(start + 1, Math.min(end, start + 4 * maxText))).trim()
  return content === '' || content.length > maxText ? undefined : content
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
}

/** Without tags, entities read; both in one pass each over at most 2 000 characters. */
const strip = (html: string): string =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&([a-z]{2,5}|#39);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\s+/g, ' ')
