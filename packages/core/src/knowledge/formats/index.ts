import type { Format } from '../format.ts'
import { detail } from './detail.ts'
import { errorObject } from './error-object.ts'
import { generic } from './generic.ts'
import { page } from './page.ts'
import { problem } from './problem.ts'

/** The built-in shapes, the most particular first: the first that knows the body reads it. */
export const formats: readonly Format[] = Object.freeze([errorObject, problem, detail, generic, page])
export { detail, errorObject, generic, page, problem }
