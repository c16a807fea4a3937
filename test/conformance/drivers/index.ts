import type { Driver } from './driver.ts'
import { fetchDriver } from './fetch.ts'
import { kyDriver, kyReturningDriver } from './ky.ts'

/** The clients that every scenario is played with. */
export const drivers: readonly Driver[] = [fetchDriver, kyDriver, kyReturningDriver]
