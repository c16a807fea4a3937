import { expect, test } from 'vitest'
import { plainGet } from '../conformance/drivers/driver.ts'
import { drivers } from '../conformance/drivers/index.ts'
import { startLoopback } from '../loopback/index.ts'
import { text } from '../conformance/steps.ts'

const calls = 200
/** Enough to tell a pool from a leak, which opens one for each. */
const unread = 50
const body = 'x'.repeat(256 * 1_024)
const policy = {
  maxAttempts: 2,
  transient: { baseMs: 1, capMs: 1, jitter: 'none' },
  budget: 'unsafe_off',
  throttle: false,
} as const

test.each(drivers)(
  `$name keeps few sockets open over ${calls} failing calls with large bodies, and none after the end`,
  { timeout: 60_000 },
  async (driver) => {
    const server = await startLoopback()
    const route = server.script([text(500, body)])
    const made = driver.make({ policy })
    let most = 0
    let unlike = 0
    for (let call = 0; call < calls; call++) {
      const outcome = await made.call({ ...plainGet, url: route.url })
      if ((await outcome.text?.()) !== body) unlike++
      most = Math.max(most, server.openSockets())
    }
    expect(unlike).toBe(0)
    expect(route.log).toHaveLength(calls * 2)
    expect(most).toBeLessThanOrEqual(4)
    await made.close()
    await server.close()
    expect(server.openSockets()).toBe(0)
  },
)

test.each(drivers)(
  `$name keeps few sockets open over ${unread} failing calls whose error nobody looks into`,
  { timeout: 60_000 },
  async (driver) => {
    const server = await startLoopback()
    const route = server.script([text(500, body)])
    const made = driver.make({ policy })
    for (let call = 0; call < unread; call++) await made.call({ ...plainGet, url: route.url })
    expect(route.log).toHaveLength(unread * 2)
    expect(server.openSockets()).toBeLessThanOrEqual(4)
    await made.close()
    await server.close()
  },
)

test.each(drivers)('$name gives the sockets of answers back that it threw away', async (driver) => {
  const server = await startLoopback()
  const route = server.script([text(500, 'short'), text(500, 'short'), text(500, 'short'), text(200, 'fine')])
  const made = driver.make({
    policy: { ...policy, maxAttempts: 4, transient: { baseMs: 5, capMs: 5, jitter: 'none' } },
  })
  const outcome = await made.call({ ...plainGet, url: route.url })
  expect(await outcome.text?.()).toBe('fine')
  // short ones are read to their end, so that one connection serves all
  expect(server.totalSockets()).toBe(1)
  await made.close()
  await server.close()
})
