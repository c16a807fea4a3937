import { readFile } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Command, CommanderError } from 'commander'
import { explainedOf } from './explained.ts'
import { type Flags, inputOf } from './input.ts'
import { kindRows, printKinds } from './kinds.ts'
import { print } from './print.ts'
import { type Result, bad, good } from './result.ts'

/** Where the command reads and writes: the process's own streams, or a test's. */
export type Streams = Readonly<{
  stdin: Readable & { isTTY?: boolean }
  stdout: Writable
  stderr: Writable
}>

/** 0: explained. 1: what was read is no failure. 2: wrong usage, or an input that cannot be read. */
export type ExitCode = 0 | 1 | 2

type ExplainOptions = Flags & Readonly<{ json?: boolean; provider?: string; idempotent?: boolean; locale?: string }>

/** `recourse explain` and `recourse kinds`. Never throws; problems go to `stderr` in one sentence. */
export async function main(args: readonly string[], streams: Streams): Promise<ExitCode> {
  const { stdout, stderr } = streams
  let code: ExitCode = 0
  const refuse = (problem: string): void => {
    stderr.write(`recourse: ${problem}\n`)
    code = 2
  }
  const program = new Command('recourse')
    .description(
      'Reads the error an API sent back: what it means, whether to try again and when, and what to tell the user.',
    )
    .configureOutput({ writeOut: (it) => void stdout.write(it), writeErr: (it) => void stderr.write(it) })
    .exitOverride()
  program
    .command('explain')
    .description('explain one failed answer: a file, standard input, or flags')
    .argument('[file]', 'a HAR archive or entry, or what curl -i or curl -v printed; - is standard input')
    .option('--status <number>', 'the status of the answer')
    .option('--header <field...>', 'a field of the answer, "name: value"; may be repeated')
    .option('--body <text>', 'the body of the answer')
    .option('--method <name>', 'the method of the request (default: GET)')
    .option('--url <url>', 'the URL of the request; its host tells the API')
    .option('--error <code>', 'no answer came: the code that was thrown, such as ECONNRESET')
    .option('--provider <name>', 'the API, where the host does not tell')
    .option('--entry <number>', 'which entry of an archive, from 1 (default: the first that failed)')
    .option('--idempotent', 'repeating the request is harmless')
    .option('--locale <tag>', 'how numbers in the message are written')
    .option(
      '--now <time>',
      'when the answer came: a date or epoch milliseconds (default: now, or what the archive says)',
    )
    .option('--json', 'print everything as JSON')
    .addHelpText('after', explainHelp)
    .exitOverride()
    .action(async (file: string | undefined, options: ExplainOptions) => {
      const source = await sourceOf(file, options, streams)
      if (!source.ok) return refuse(source.problem)
      const input = inputOf(source.value.text, source.value.name, options)
      if (!input.ok) return refuse(input.problem)
      const { failure, fields } = input.value
      try {
        const explained = explainedOf(failure, { ...options, fields })
        const isFailure = explained.fault.kind !== 'unknown' || !(Number(failure.status) < 400)
        stdout.write(options.json ? `${JSON.stringify(explained, null, 2)}\n` : print(explained))
        if (!isFailure) code = 1
      } catch (error) {
        // a provider that nobody knows
        refuse((error as Error).message.replace(/^recourse: /, ''))
      }
    })
  program
    .command('kinds')
    .description('list the kinds of faults: what they mean, whether they are retried, what the user reads')
    .option('--locale <tag>', 'how numbers in the message are written')
    .option('--json', 'print them as JSON')
    .exitOverride()
    .action(({ json, locale }: Readonly<{ json?: boolean; locale?: string }>) => {
      const rows = kindRows(locale)
      stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : printKinds(rows))
    })
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) refuse(error instanceof Error ? error.message : String(error))
    else if (error.exitCode !== 0) code = 2
  }
  return code
}

const explainHelp = `
Examples:
  curl -i https://api.example.com/things | recourse explain --url https://api.example.com/things
  recourse explain session.har --entry 12
  recourse explain --status 429 --header "retry-after: 20" --url https://api.openai.com/v1/responses --method POST

Exit codes: 0 explained, 1 the answer is no failure, 2 wrong usage or an input that cannot be read.`

type Source = Readonly<{ text: string | undefined; name: string }>

/** Without a file and without flags that say enough, what is piped in; never a terminal, which would wait for ever. */
async function sourceOf(file: string | undefined, flags: Flags, { stdin }: Streams): Promise<Result<Source>> {
  const isSaid = flags.status !== undefined || flags.error !== undefined
  if (file === undefined && (isSaid || stdin.isTTY)) return good({ text: undefined, name: '' })
  try {
    if (file === undefined || file === '-') return good({ text: await text(stdin), name: 'standard input' })
    return good({ text: await readFile(file, 'utf8'), name: file })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message
    return bad(`cannot read ${file ?? 'standard input'}: ${why}`)
  }
}
