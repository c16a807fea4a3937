import { faultOf } from '@recourse/core'
import type { Bar } from '../bar.ts'
import type { Call, Contender, Groups, Path, Stock } from '../group.ts'
import { inHand } from './in-hand.ts'

/** One path through a client: without us, with us, and with what else there is. */
type Ways = Readonly<{ base: () => Contender; recourse: Call; bar?: Bar; others?: readonly Contender[] }>

/** The groups of a client that throws: each path with a stock of its own, made when its turn comes. */
export const threePaths = <Source extends Stock>(
  client: string,
  stockFor: (path: Path) => Source,
  ways: Readonly<Record<Path, (source: Source) => Ways>>,
): Groups =>
  (['success', 'failure', 'cycle'] as const).map((path) => () => {
    const stock = stockFor(path)
    const { base, recourse, bar, others = [] } = ways[path](stock)
    const fails = path === 'failure'
    const ours: Contender = { name: 'recourse', ours: true, call: fails ? inHand(recourse, faultOf) : recourse }
    const bare = (): Contender => {
      const { name, call } = base()
      return { name, call: fails ? inHand(call) : call }
    }
    const contenders = [bar === undefined ? ours : { ...ours, bar }, ...others]
    return { client, path, kind: 'json', stock, base: bare, contenders }
  })
