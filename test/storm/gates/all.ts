import type { Gate } from '../gate.ts'
import { beside } from './beside.ts'
import { patient } from './patient.ts'
import { regressions } from './regressions.ts'

export const gates: readonly Gate[] = [...regressions, ...beside, ...patient]
