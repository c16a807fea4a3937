import type { Format } from './format.ts'
import { fields } from './formats/fields.ts'
import { generic } from './formats/generic.ts'
import { page } from './formats/page.ts'
import { problem } from './formats/problem.ts'
import type { Provider } from './provider.ts'
import type { Phrases } from './rule.ts'
import type { ofWord as ofWordOfAll } from './words.ts'

/** The same for bundles under the condition `recourse-standards`: what is not of one API. */
export const formats: readonly Format[] = /* @__PURE__ */ Object.freeze([problem, generic, page, fields])
export const providers: readonly Provider[] = /* @__PURE__ */ Object.freeze([])
export const ofWord: typeof ofWordOfAll = () => undefined
export const periods: Phrases = {}
