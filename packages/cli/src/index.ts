export { type ExitCode, type Streams, main } from './main.ts'
export type { Explained } from './explained.ts'
export type { KindRow } from './kinds.ts'
