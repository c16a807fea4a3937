import type { Played } from '../check.ts'
import type { Stage } from '../stage.ts'
import { breaker } from './breaker.ts'
import { givenLimit, statedLimit } from './limit.ts'
import { outage } from './outage.ts'
import { pause } from './pause.ts'
import { success } from './success.ts'

type Scene = (stage: Stage) => Promise<Played>

export const scenes = { pause, breaker, given: givenLimit, stated: statedLimit, outage, success } satisfies Readonly<
  Record<string, Scene>
>

export type SceneName = keyof typeof scenes
