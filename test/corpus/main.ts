import { createReadStream, existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { predict } from './predict.ts'

const usage = `usage: pnpm corpus FILE [--predict OUT]

Reads a corpus, one JSON case a line (of each only id, request, response and now), and writes what Recourse makes of it,
one JSON prediction a line, to OUT or to standard output.`

function fail(message: string): never {
  console.error(`corpus: ${message}\n\n${usage}`)
  process.exit(2)
}

function argumentsOf(): Readonly<{ file: string; out: string | undefined }> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { predict: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    const [file, ...rest] = positionals
    if (file === undefined) fail('name a FILE')
    if (rest.length > 0) fail(`one FILE at a time, got also ${rest.join(' ')}`)
    if (!existsSync(file)) fail(`there is no file ${file}`)
    return { file, out: values.predict }
  } catch (error) {
    return fail((error as Error).message)
  }
}

const { file, out } = argumentsOf()
const predictions: string[] = []
let lineNumber = 0
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  lineNumber++
  if (line.trim() === '') continue
  try {
    predictions.push(JSON.stringify(predict(line)))
  } catch (error) {
    console.error(`corpus: ${file}:${lineNumber}: ${(error as Error).message}`)
    process.exit(2)
  }
}
const text = predictions.map((line) => `${line}\n`).join('')
if (out === undefined) process.stdout.write(text)
else {
  await writeFile(out, text)
  console.error(`${predictions.length} predictions written to ${out}`)
}
