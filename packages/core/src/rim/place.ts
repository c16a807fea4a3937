import { redactPatterns } from '../judgement/patterns.ts'
import type { CallInfo } from './call-info.ts'
import type { Settings } from './options.ts'

/**
 * Under which the state of a call is kept: its host, or else its label, and its partition. Empty where nothing names it: of functions that
 * `run` repeats each may ask somebody else.
 */
export function placeOf(info: CallInfo, host: string, { partition }: Settings): string {
  const place = host || info.options?.label || (info.url === '' ? '' : 'self')
  const own = info.options?.partition ?? partition?.(info)
  return own === undefined || own === '' ? place : `${place}#${withoutKeys(String(own))}`
}

/** Places stand in events and in shared stores, and a partition may well be an API key. */
const withoutKeys = (partition: string): string =>
  partition.length < 100 && redactPatterns(partition) === partition ? partition : digest(partition)

/** FNV-1a (draft-eastlake-fnv) twice, from two starts: what 64 bits tell apart is enough for the tenants of one process. */
export const digest = (text: string): string =>
  [2_166_136_261, 3_735_928_559]
    .map((start) => {
      let hash = start
      for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619)
      return (hash >>> 0).toString(36)
    })
    .join('')
