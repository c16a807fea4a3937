import type { Exchange } from './exchange.ts'
import { answer, badGzip, closeAfterAnswer, earlyAnswer, headerOverflow, redirectLoop } from './play-answers.ts'
import { close, garbage, hang, reset, resetDuringBody, slowHeaders, truncate } from './play-faults.ts'
import { drip, endless, gzipBomb } from './play-streams.ts'
import type { Step, StepName, StepOf } from './steps.ts'

type Players = { readonly [Name in StepName]: (step: StepOf<Name>, exchange: Exchange) => void }

const players: Players = {
  answer,
  closeAfterAnswer,
  earlyAnswer,
  redirectLoop,
  headerOverflow,
  badGzip,
  reset,
  resetDuringBody,
  close,
  hang,
  slowHeaders,
  garbage,
  truncate,
  drip,
  endless,
  gzipBomb,
}

export const stepNames = Object.keys(players) as readonly StepName[]

export const isStep = (value: unknown): value is Step =>
  typeof value === 'object' && value !== null && 'step' in value && Object.hasOwn(players, String(value.step))

export const play = (step: Step, exchange: Exchange): void => {
  // The key and the step agree, which the compiler cannot follow through a union.
  const player = players[step.step] as (step: Step, exchange: Exchange) => void
  player(step, exchange)
}
