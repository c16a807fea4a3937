export { refusedUrl, type SilentAddress, silentTcp } from './addresses.ts'
export type { CertificateFault } from './certificates.ts'
export type { Mistake } from './handle.ts'
export type { LogEntry, Outcome } from './log.ts'
export {
  type Loopback,
  type Origin,
  type Route,
  startLoopback,
  startTlsLoopback,
  type TlsLoopback,
} from './loopback.ts'
export { stepNames } from './play.ts'
export type { ScriptOptions } from './routes.ts'
export type { Body, Head, HeaderLines, Json, Script, Step, StepChooser, StepName, StepOf } from './steps.ts'
