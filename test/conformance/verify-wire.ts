import assert from 'node:assert/strict'
import { expectedFacts, factsOf } from './bodies.ts'
import { atMost } from './bounds.ts'
import type { Scenario } from './scenario.ts'
import type { SeenRequest, Stage } from './stage.ts'

/** Steps that do not wait for the whole body. */
const unread = new Set(['earlyAnswer', 'resetDuringBody'])

/** Every attempt sends the same: method, path, fields and body. */
export async function verifyWire({ expected, request }: Scenario, { requests }: Stage): Promise<void> {
  assert.equal(requests.length, expected.requests)
  for (const seen of requests) {
    assert.deepEqual(sameOf(seen), sameOf(requests[0] ?? seen))
    for (const [name, value] of Object.entries(request.headers ?? {}))
      assert.equal(seen.headers[name.toLowerCase()], value)
    for (const [name, form] of Object.entries(expected.sends ?? {})) {
      if (form === null) assert.equal(seen.headers[name], undefined)
      else assert.match(seen.headers[name] ?? '', form)
    }
    if (unread.has(seen.step ?? '')) continue
    assert.deepEqual(await factsOf(request.body ?? 'none', seen), expectedFacts(request.body ?? 'none'))
  }
}

/** But for the boundary of a form, and for the hops of a redirect loop. */
const sameOf = ({ path, headers }: SeenRequest): unknown => ({
  path: path.replace(/\/(?:redirect-loop|things)\?.*$/, ''),
  headers: { ...headers, 'content-type': headers['content-type']?.replace(/boundary=.*/, ''), 'content-length': '' },
})

export async function verifySockets({ expected }: Scenario, stage: Stage): Promise<void> {
  const most = expected.sockets ?? (expected.requests > 1 ? 2 : 'throws' in expected.gets ? 0 : 1)
  const open = stage.openSockets
  if (open() === null) return
  const settled = stage.until(() => (open() ?? 0) <= most)
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 1_000))])
  settled.catch(() => undefined)
  atMost(open() ?? 0, most, 'the number of open sockets')
}
