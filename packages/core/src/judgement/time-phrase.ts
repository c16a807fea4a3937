/** "in 8 seconds", rounded up: never too early, never 0. No clock times: on a server they would be in the server's time zone. */
export function timePhrase(ms: number, locale: string): string {
  const seconds = Math.ceil(ms / 1_000) || 1
  const [unit, size] = units.find(([, , below]) => seconds < below) ?? units[0]
  let format = formats.get(locale)
  if (format === undefined) {
    if (formats.size > 50) formats.clear() // the locale may come from a stranger
    formats.set(locale, (format = new Intl.RelativeTimeFormat(locale)))
  }
  return format.format(Math.ceil(seconds / size), unit)
}

/** Numbers and texts must be of one language. */
export function localeOf(requested: unknown, spoken: string): string {
  try {
    const [locale = spoken] = Intl.getCanonicalLocales(requested as string)
    return locale.split('-')[0] === spoken.split('-')[0] ? locale : spoken
  } catch {
    return spoken // not a language tag
  }
}

const units = [
  ['second', 1, 90],
  ['minute', 60, 5_400],
  ['hour', 3_600, 172_800],
  ['day', 86_400, Infinity],
] as const

/** Making one takes 40 times as long as using it. */
const formats = new Map<string, Intl.RelativeTimeFormat>()
