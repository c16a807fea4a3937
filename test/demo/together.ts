import { isDeepStrictEqual } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from './call.ts'
import { type Checked, check, withoutRoute } from './check.ts'
import { type Client, expectedOf } from './clients.ts'
import { type Result, play } from './play.ts'
import { table } from './table.ts'
import type { Connection, World } from './world.ts'

/** Between the starts of two rows. */
const apartMs = 15

/**
 * Every call of the table through each of these clients, side by side: one column for each client, in their order. What a call comes to
 * must be the same as where it was drawn.
 */
export async function playTogether(
  connections: readonly Connection[],
  drawn: readonly Checked[],
  world: World,
  stop: AbortSignal,
): Promise<readonly (readonly Checked[])[]> {
  const start = ({ call, number }: Row): Promise<readonly Checked[]> =>
    Promise.all(
      connections.map(async (connection) =>
        compared(await playChecked(call, number, connection, world, stop), drawn[number - 1]!),
      ),
    )
  const rows = table.map((call, index): Row => ({ call, number: index + 1 }))
  const playing = new Map<Row, Promise<readonly Checked[]>>()
  for (const row of rows.filter(({ call }) => !isTimed(call))) {
    playing.set(row, start(row))
    await sleep(apartMs)
  }
  await Promise.all([...playing].flatMap(([{ call }, played]) => (call.expected.waitsMs.length === 0 ? [played] : [])))
  for (const row of rows.filter(({ call }) => isTimed(call))) playing.set(row, start(row))
  const played = await Promise.all(rows.map((row) => playing.get(row)!))
  return connections.map((_, column) => played.map((row) => row[column]!))
}

type Row = Readonly<{ call: Call; number: number }>

/** On a busy machine such a call would run out of its time before it is sent, if many others began with it. */
const isTimed = ({ policy }: Call): boolean => policy?.attemptTimeoutMs !== undefined

/** Makes one call and compares it with what its client is held to. */
export const playChecked = async (
  call: Call,
  number: number,
  connection: Connection,
  world: World,
  stop: AbortSignal,
): Promise<Checked> => judge(call, connection.client, await play(call, number, connection, world, stop))

export function judge(call: Call, client: Client, result: Result): Checked {
  const differences = check(expectedOf(client, call), result)
  const deviation = client.deviations?.[call.name]?.reason
  if (deviation === undefined) return { result, differences }
  const isNone = check(call.expected, result).length === 0
  const undone = { what: 'a deviation', expected: deviation, got: 'what the table says' }
  return { result, differences: isNone ? [...differences, undone] : differences, deviation }
}

/** Told by the table, or never the same twice. */
const apart = new Set(['kind', 'code', 'effect', 'requestId', 'atMs'])

/** Adds where the fault is another than that of the drawn call. */
export function compared(checked: Checked, drawn: Checked): Checked {
  if (checked.deviation !== undefined) return checked
  const [wanted, got] = [drawn, checked].map(({ result }) => Object.entries(result.fault ?? {}))
  const found = new Map(got!.map(([name, value]) => [name, unrouted(value)]))
  const unlike = wanted!
    .filter(([name, value]) => !apart.has(name) && !isDeepStrictEqual(unrouted(value), found.get(name)))
    .map(([name, value]) => ({ what: `fault.${name}`, expected: unrouted(value), got: found.get(name) }))
  return { ...checked, differences: [...checked.differences, ...unlike] }
}

/** Each call has a route of its own at the server. */
const unrouted = (value: unknown): unknown => (typeof value === 'string' ? withoutRoute(value) : value)
