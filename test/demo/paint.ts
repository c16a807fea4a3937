import { stripVTControlCharacters, type styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]
/** Puts a style on a text, or leaves it as it is where there is no colour. */
export type Paint = (style: Style, text: string) => string

/** Where it is drawn: `width` in columns. */
export type Sheet = Readonly<{ width: number; paint: Paint }>
export type Lines = readonly string[]
/** A text to be wrapped, and its style: painted later, so that wrapping counts columns alone. */
export type Styled = string | readonly [style: Style, text: string]

export const indent = '    '
const labelWidth = 12

export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  return ms < 90_000 ? `${(ms / 1_000).toFixed(2)} s` : `${Math.round(ms / 60_000)} min`
}

/** Parts on lines of at most `width` columns; a part that is longer is cut. */
export function wrap(parts: readonly string[], between: string, width: number): Lines {
  const lines: string[] = []
  for (const part of parts.flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? [])) {
    const longer = `${lines.at(-1)}${between}${part}`
    if (lines.length > 0 && stripVTControlCharacters(longer).length <= width) lines[lines.length - 1] = longer
    else lines.push(part)
  }
  return lines
}

export const wrapText = (text: string, width: number): Lines => wrap(text.split(' '), ' ', width)

/** Broken after its commas; what is beyond three lines is left out. */
export function wrapJson(json: string, width: number): Lines {
  const lines = wrap(json.split(/(?<=,)(?=")/), '', width - 1)
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]}…`]
}

/** Texts below one another, the label before the first. */
export function labelled(
  label: string,
  texts: readonly Styled[],
  sheet: Sheet,
  fit: typeof wrapText = wrapText,
): Lines {
  const { width, paint } = sheet
  const lines = texts.flatMap((styled) => {
    const [style, text] = typeof styled === 'string' ? ([undefined, styled] as const) : styled
    const fitted = fit(text, width - indent.length - labelWidth)
    return fitted.map((line) => (style === undefined ? line : paint(style, line)))
  })
  return lines.map((line, index) => indent + paint('dim', (index === 0 ? label : '').padEnd(labelWidth)) + line)
}

/** A line across the sheet with a title in it. */
export function ruled(title: string, { width, paint }: Sheet): string {
  const rest = '─'.repeat(Math.max(3, width - title.length - 5))
  return `${paint('dim', '───')} ${paint('bold', title)} ${paint('dim', rest)}`
}
