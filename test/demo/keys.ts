import type { Place } from './call.ts'

/** No real keys. Behind the prefix stands a text that must never be seen again: the test looks for it in all that is printed. */
export const canary = 'Zq7canary4Kd0Xw'

export const keys: Readonly<Record<Place, string>> = {
  mavera: `mvra_live_${canary}MaveraPe93mTz1b`,
  mavio: `mvo_live_x${canary}MavioHc52nRs8v`,
  mira: `mira-api-x${canary}MiraWf61kJp4d`,
  jobs: `jobs-api-x${canary}JobsBy38qLg7a`,
  proxy: `mvra_live_${canary}MaveraPe93mTz1b`,
}
