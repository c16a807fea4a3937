/**
 * The first event that has data, and what came before it, of a stream of them (HTML, 9.2.6), its lines ended by LF alone; undefined where
 * it is not complete yet. In a text that is whole nothing more can come.
 */
export function firstEvent(text: string, isWhole: boolean): string | undefined {
  const lines = `\n${text.replaceAll('\r', '')}`
  const start = lines.indexOf('\ndata:')
  const end = lines.indexOf('\n\n', start)
  if (start < 0 || (end < 0 && !isWhole)) return undefined
  return `${lines.slice(1, end < 0 ? lines.length : end)}\n`
}
