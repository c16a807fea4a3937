import type { Provider } from '../provider.ts'
import { jobs } from './jobs.ts'
import { mavera } from './mavera.ts'
import { mavio } from './mavio.ts'
import { mira } from './mira.ts'

/** The built-in APIs with rules of their own. */
export const providers: readonly Provider[] = Object.freeze([mavera, mavio, mira, jobs])
export { jobs, mavera, mavio, mira }
