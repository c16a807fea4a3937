import type { Driver } from './drivers/driver.ts'
import type { Method, Story } from './grid.ts'
import { type Observed, play } from './play.ts'
import type { SeenRequest, Stage } from './stage.ts'
import { verify } from './verify.ts'

/** One story, through one client, by one method, over one kind of network. */
export type Cell = Readonly<{ story: Story; driver: Driver; method: Method; over: Network }>
export type Network = 'sockets' | 'msw'

export type Played = Cell &
  Readonly<{
    result: 'passed' | 'failed' | 'deviation'
    /** What was not as the story has it. */
    differs?: string
    /** Why the driver deviates. */
    reason?: string
    observed?: Observed
    /** The server's own log. */
    server: readonly SeenRequest[]
    openSockets: number | null
  }>

/** Longer than any story takes, and shorter than anybody waits. */
const limitMs = 20_000

export async function playCell(cell: Cell, stage: Stage): Promise<Played> {
  const { driver, story, method } = cell
  const scenario = story[method]
  const deviation = driver.skip.find((it) => it.scenario === scenario.name)
  let observed: Observed | undefined
  const played = play(scenario, driver, stage).then(async (it) => {
    observed = it
    await verify(scenario, driver, stage, it)
  })
  const differs = await Promise.race([played.then(() => undefined, differenceOf), late()])
  const end = {
    ...cell,
    ...resultOf(differs, deviation?.reason),
    ...(observed === undefined ? {} : { observed }),
    server: structuredClone(stage.requests),
    openSockets: stage.openSockets(),
  }
  await stage.close()
  return end
}

/** A deviation that is none any more is a failure too: it would hide the next one. */
function resultOf(
  differs: string | undefined,
  reason: string | undefined,
): Pick<Played, 'result' | 'differs' | 'reason'> {
  if (reason === undefined) return differs === undefined ? { result: 'passed' } : { result: 'failed', differs }
  if (differs === undefined) return { result: 'failed', differs: `it passes, where it is said that ${reason}` }
  return { result: 'deviation', differs, reason }
}

const late = async (): Promise<string> =>
  new Promise((resolve) => setTimeout(resolve, limitMs, `not over after ${limitMs} ms`).unref())

/** What is said, after the part of the verification that says it. */
function differenceOf(error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const part = /at (?:async )?verify([A-Z]\w+)/.exec(stack)?.[1]?.toLowerCase() ?? 'the call itself'
  return `${part}: ${message}`
}
