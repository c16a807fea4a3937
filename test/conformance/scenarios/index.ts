import type { Scenario } from '../scenario.ts'
import { answers } from './answers.ts'
import { apis } from './apis.ts'
import { bodies } from './bodies.ts'
import { gates } from './gates.ts'
import { inside } from './inside.ts'
import { keys } from './keys.ts'
import { network } from './network.ts'
import { repeating } from './repeating.ts'
import { time } from './time.ts'
import { variety } from './variety.ts'

/** Every story, by what it is about. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  apis,
  repeating,
  answers,
  network,
  time,
  bodies,
  inside,
  keys,
  variety,
  gates,
}
