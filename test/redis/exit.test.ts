import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** A step that waits to be sent, a command that has no answer, and a server that is asked again and again. */
const program = `
import { redisStore } from '@recourse/redis'
const client = { eval: () => new Promise(() => undefined), evalSha: () => new Promise(() => undefined) }
const store = redisStore({ client })
store.update('a', { name: 'one', args: null, apply: () => [1, 1] }, 60_000)
await new Promise((resolve) => setTimeout(resolve, 700))
store.update('b', { name: 'one', args: null, apply: () => [1, 1] }, 60_000)
console.log('end')
`

test('a store keeps no program from its end', async () => {
  const args = ['--conditions=@recourse/source', '--input-type=module', '--eval', program]
  const ran = promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, timeout: 15_000 })
  await expect(ran).resolves.toMatchObject({ stdout: 'end\n' })
}, 20_000)
