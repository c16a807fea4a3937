import type { Effort } from './effort.ts'
import { collectYoung } from './garbage.ts'
import type { Call, Group } from './group.ts'
import { median, orderOf } from './statistics.ts'

/** So few that no collection comes between: new space begins with a megabyte. */
const calls = 20

/** Bytes that one call puts on the heap, for each lane: the median of many short runs after a collection. */
export async function bytesOf(
  { stock }: Group,
  lanes: readonly Readonly<{ call: Call }>[],
  { byteRounds }: Effort,
): Promise<readonly number[]> {
  const samples: number[][] = lanes.map(() => [])
  for (let round = 0; round < byteRounds; round++)
    for (const index of orderOf(lanes.length, round)) {
      const { call } = lanes[index]!
      stock.fill(calls)
      collectYoung()
      const before = process.memoryUsage().heapUsed
      for (let done = 0; done < calls; done++) await call()
      samples[index]!.push((process.memoryUsage().heapUsed - before) / calls)
    }
  return samples.map(median)
}
