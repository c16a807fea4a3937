import type { Driver } from './driver.ts'
import { fetchDriver } from './fetch.ts'

/** The clients that every scenario is played with. */
export const drivers: readonly Driver[] = [fetchDriver]
