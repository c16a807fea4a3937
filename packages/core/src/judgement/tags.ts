/** Elements that APIs and pages put into sentences; a `<model>` or `<http_request>` of a message is a name, and stays. */
const elements =
  ' a b i p u br em h1 h2 h3 hr li ol td th tr ul div img pre svg body code font form head html link meta span input small style table title button ' +
  'iframe object script strong '
const longest = 6

/** A message without HTML tags: it may land in a page. One pass; where taking tags out makes new ones, every `<` goes. */
export function withoutTags(text: string): string {
  if (!text.includes('<')) return text
  const [head = '', ...parts] = text.split('<')
  const plain = head + parts.map(afterTag).join('')
  return plain.split('<').some((part, index) => index > 0 && isTag(part)) ? plain.replaceAll('<', '') : plain
}

function afterTag(part: string): string {
  if (!isTag(part)) return `<${part}`
  const end = part.indexOf('>')
  return end < 0 ? '' : part.slice(end + 1)
}

/** By character, from what stands behind a `<`. */
function isTag(part: string): boolean {
  const start = part.startsWith('/') ? 1 : 0
  let end = start
  while (end <= start + longest && isLetterOrDigit(part.charCodeAt(end))) end++
  return elements.includes(` ${part.slice(start, end).toLowerCase()} `)
}

const isLetterOrDigit = (char: number): boolean =>
  (char >= 0x61 && char <= 0x7a) || (char >= 0x41 && char <= 0x5a) || (char >= 0x30 && char <= 0x39)
