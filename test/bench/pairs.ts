import { drawBar, verdictOn } from './bar.ts'
import { bytesOf } from './bytes.ts'
import type { Effort } from './effort.ts'
import { collectYoung } from './garbage.ts'
import type { Call, Contender, Group, Measured } from './group.ts'
import { orderOf, steady } from './statistics.ts'

type Lane = Readonly<{ name: string; call: Call; samples: number[] }>

/**
 * Times all ways of one group in one process, in alternating small batches, the answers made and the young garbage collected before
 * each. The base runs twice, as itself and as the control.
 */
export async function measure(group: Group, effort: Effort): Promise<readonly Measured[]> {
  const base = group.base()
  const lanes = [base, { ...group.base(), name: 'control' }, ...group.contenders].map(laneOf)
  const { share = 1 } = group
  const calls = Math.ceil(share * effort.batch[group.path])
  for (const { call } of lanes)
    for (let done = 0; done < share * effort.warmUp[group.path]; done += calls) await batch(group, call, calls)
  for (let round = 0; round < effort.rounds; round++)
    for (const index of orderOf(lanes.length, round)) {
      const lane = lanes[index]!
      lane.samples.push(await batch(group, lane.call, calls))
    }
  const bytes = group.path === 'success' ? await bytesOf(group, lanes, effort) : null

  const [baseNs, controlNs, ...others] = lanes.map(({ samples }) => steady(samples)) as [number, number, ...number[]]
  const of = Object.fromEntries(group.contenders.map(({ name }, index) => [name, others[index]!]))
  return group.contenders.map(({ name, ours = false, bar }, index): Measured => {
    const ns = others[index]!
    const own = bytes?.[index + 2] ?? null
    return {
      client: group.client,
      path: group.path,
      kind: group.kind,
      base: base.name,
      name,
      ours,
      baseNs,
      ns,
      addedNs: ns - baseNs,
      ratio: ns / baseNs,
      control: controlNs / baseNs,
      bytes: own,
      addedBytes: own === null ? null : own - (bytes?.[0] ?? NaN),
      bar: bar === undefined ? null : drawBar(bar),
      verdict: verdictOn(name, bar, { base: baseNs, control: controlNs, of }),
    }
  })
}

const laneOf = ({ name, call }: Contender): Lane => ({ name, call, samples: [] })

/** Nanoseconds for each of so many calls, one after the other. */
async function batch({ stock, client, path }: Group, call: Call, calls: number): Promise<number> {
  stock.fill(calls)
  collectYoung()
  const start = process.hrtime.bigint()
  for (let done = 0; done < calls; done++) await call()
  const ns = Number(process.hrtime.bigint() - start) / calls
  // a contender that gives up early would look fast
  if (stock.left() !== 0)
    throw new Error(`${client}, ${path}: ${stock.left()} answers of ${calls} calls were not taken`)
  return ns
}
