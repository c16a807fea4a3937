import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { PolicyInput } from '@recourse/core'
import { expect, test } from 'vitest'

const isFull = process.env['RECOURSE_FULL'] === '1'
const origins = isFull ? 1_000_000 : 20_000
const kilobyte = 1_000

type Held = Readonly<{ kept: number; bytesPerKey: number; longest: number }>

/** What a Recourse in a process of its own holds in the end. `longest`: of what is kept of one origin, as JSON. */
async function holdingOf(policy: PolicyInput): Promise<Held> {
  const program = fileURLToPath(new URL('./keys.ts', import.meta.url))
  // optimised code comes and goes, and is no part of a record
  const flags = ['--expose-gc', '--no-opt', '--no-maglev', '--conditions=@recourse/source']
  const options = [...flags, program, String(origins), JSON.stringify(policy)]
  const { stdout } = await promisify(execFile)(process.execPath, options)
  return JSON.parse(stdout) as Held
}

const timeout = isFull ? 600_000 : 60_000

test(`of ${origins} origins it holds a thousand, and under a kilobyte of the heap for each`, { timeout }, async () => {
  const { kept, bytesPerKey, longest } = await holdingOf({})
  expect(kept).toBe(1_000)
  expect(longest).toBeGreaterThan(100)
  expect(longest).toBeLessThan(kilobyte)
  expect(bytesPerKey).toBeLessThan(kilobyte)
})

test(
  `of ${origins} origins with a breaker and a limit each it holds a thousand, and under a kilobyte for each too`,
  { timeout },
  async () => {
    const { kept, bytesPerKey, longest } = await holdingOf({ breaker: {}, pacing: {} })
    expect(kept).toBe(1_000)
    expect(longest).toBeGreaterThan(300)
    expect(longest).toBeLessThan(kilobyte)
    expect(bytesPerKey).toBeLessThan(kilobyte)
  },
)
