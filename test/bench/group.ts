import type { Bar, Verdict } from './bar.ts'

/** What is measured. `success`: one call that succeeds; `failure`: one 429, until what it means is in hand; `cycle`: 503, 503, 200. */
export type Path = 'success' | 'failure' | 'cycle'

/** Makes one call, from the request to what its caller wanted of it. */
export type Call = () => Promise<unknown>

/** One way to make the call. */
export type Contender = Readonly<{
  name: string
  call: Call
  /** Is it this project's? */
  ours?: boolean
  bar?: Bar
}>

/** Ways to make the same call, measured in turns against the first of them. */
export type Group = Readonly<{
  client: string
  path: Path
  /** `json`: the body is read; `response`: it is not. */
  kind: 'json' | 'response'
  /** Of the usual number of calls, where one takes long. Default: 1. */
  share?: number
  /** Where the answers come from. */
  stock: Stock
  /** What the others are compared with. Called twice: once for itself, once for the control. */
  base: () => Contender
  contenders: readonly Contender[]
}>

/** Made when their turn comes: a second Recourse makes the first one slower, and most programs have one. */
export type Groups = readonly (() => Group)[]

/** Answers that are made before the clock runs. */
export type Stock = Readonly<{
  /** Makes what so many calls need. */
  fill(calls: number): void
  /** Answers that nobody took. */
  left(): number
}>

/** What came of one contender. Times in nanoseconds for each call. */
export type Measured = Readonly<{
  client: string
  path: Path
  kind: Group['kind']
  base: string
  name: string
  ours: boolean
  baseNs: number
  ns: number
  addedNs: number
  ratio: number
  /** The control's time over the base's: the same code twice. */
  control: number
  /** Bytes on the heap for each call, and how many more than the base's; null: not measured on this path. */
  bytes: number | null
  addedBytes: number | null
  bar: string | null
  verdict: Verdict | null
}>
