import type { Call } from './call.ts'
import { brokenTwice, jobFailed, noMoney } from './calls/jobs.ts'
import { creditsSpent, proxyPage, rateLimited, unknownKey, wrongKey } from './calls/mavera.ts'
import { callerLeaves, connectionReset, wrongFields } from './calls/mavio.ts'
import { longWait, noAnswer, planLacksModel } from './calls/mira.ts'

/** The calls of the demo in their order: what is sent, what the server answers, what must come of it. */
export const table: readonly Call[] = [
  rateLimited,
  brokenTwice,
  unknownKey,
  wrongKey,
  creditsSpent,
  wrongFields,
  noMoney,
  planLacksModel,
  connectionReset,
  proxyPage,
  longWait,
  callerLeaves,
  noAnswer,
  jobFailed,
]

/** The call whose support report is shown: its server echoes the key. */
export const reported: Call = unknownKey
