import type { PartialFailure } from '@recourse/core'
import { type Transcript, isCurl, readCurl } from './curl.ts'
import { isHar, readHar } from './har.ts'
import { type Result, bad, good } from './result.ts'

/** What was read: the failure, and the fields of the request, whose secrets a server may echo. */
export type Input = Transcript

/** What the flags say; each of them goes before what a file says. */
export type Flags = Readonly<{
  status?: string
  header?: readonly string[]
  body?: string
  method?: string
  url?: string
  error?: string
  entry?: string
  now?: string
}>

/** A failure out of a text (a HAR archive or entry, what curl printed) and the flags. `name`: what the text is called in a problem. */
export function inputOf(text: string | undefined, name: string, flags: Flags): Result<Input> {
  const read = text === undefined ? good({ failure: {}, fields: {} }) : readText(text, name, flags.entry)
  if (!read.ok) return read
  const given = flagged(flags)
  if (!given.ok) return given
  const failure = { ...read.value.failure, ...given.value }
  if (failure.status === undefined && (failure.causes ?? []).length === 0)
    return bad('nothing to explain: give a FILE, pipe what curl -i printed, or say --status or --error')
  return good({ ...read.value, failure })
}

function readText(given: string, name: string, entry: string | undefined): Result<Input> {
  const text = given.replace(/^\ufeff/, '') // editors and PowerShell put a byte order mark
  if (text.trim() === '') return bad(`${name} is empty`)
  if (text.includes('\0')) return bad(`${name} is not text`)
  if (/^\s*[{[]/.test(text)) {
    const json = parsed(text)
    if (json === undefined) return bad(`${name} begins like JSON and is none`)
    if (!isHar(json))
      return bad(`${name} is JSON, but no HAR archive and no entry of one; for a body alone use --status and --body`)
    const index = entry === undefined ? undefined : Number(entry)
    if (index !== undefined && !(Number.isInteger(index) && index >= 1))
      return bad(`--entry takes a number from 1, got ${entry}`)
    const har = readHar(json, index)
    return har.ok ? har : bad(`${name}: ${har.problem}`)
  }
  if (!isCurl(text)) return bad(`${name} is neither a HAR archive nor what curl -i or curl -v prints`)
  const curl = readCurl(text)
  return curl.ok ? curl : bad(`${name}: ${curl.problem}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function flagged(flags: Flags): Result<PartialFailure> {
  const { status, header = [], body, method, url, error, now } = flags
  const code = Number(status)
  if (status !== undefined && !/^[1-5]\d\d$/.test(status))
    return bad(`--status takes a number from 100 to 599, got ${status}`)
  const headers: Record<string, string> = {}
  for (const line of header) {
    const colon = line.indexOf(':')
    if (colon <= 0) return bad(`--header takes "name: value", got ${JSON.stringify(line)}`)
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  if (url !== undefined && !URL.canParse(url)) return bad(`--url takes a whole URL, got ${JSON.stringify(url)}`)
  const atMs = now === undefined ? undefined : /^\d+$/.test(now) ? Number(now) : Date.parse(now)
  if (atMs !== undefined && !(atMs <= 8.64e15)) return bad(`--now takes a date or epoch milliseconds, got ${now}`)
  return good({
    ...(status !== undefined && { status: code, phase: 'headers' as const }),
    ...(header.length > 0 && { headers }),
    ...(body !== undefined && { body }),
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(url !== undefined && { url }),
    ...(error !== undefined && { causes: [{ name: 'Error', message: error, code: error }], phase: 'sent' as const }),
    ...(atMs !== undefined && { atMs }),
  })
}
