// `pnpm fleet`: what four processes that share a Redis send to one service.
import { CommanderError } from 'commander'
import { noServer, startServer } from '../redis/server.ts'
import { type Options, optionsOf } from './arguments.ts'
import { drawChecks } from './check.ts'
import { startFleet } from './fleet.ts'
import { scenes } from './scenes/all.ts'

async function main({ alone, json, only, windows }: Options): Promise<number> {
  const missing = noServer()
  if (missing !== undefined) {
    console.error(`fleet: ${missing}; REDIS_SERVER names another program`)
    return 2
  }
  const redis = await startServer()
  const fleet = await startFleet(redis.port, alone)
  let failed = 0
  try {
    for (const name of only) {
      const { checks } = await scenes[name]({ redis, fleet, windows, windowMs: 1_000 })
      failed += checks.filter(({ holds }) => !holds).length
      if (json) for (const check of checks) console.log(JSON.stringify(check))
      else console.log(drawChecks(checks).join('\n'))
    }
  } finally {
    fleet.leave()
    await redis.kill()
  }
  if (!json) console.log(failed === 0 ? '\nall bounds hold' : `\n${failed} FAIL`)
  return failed === 0 ? 0 : 1
}

function optionsOrCode(): Options | number {
  try {
    return optionsOf(process.argv.slice(2))
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

const options = optionsOrCode()
process.exitCode = typeof options === 'number' ? options : await main(options)
