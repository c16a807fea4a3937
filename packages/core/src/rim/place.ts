import type { CallInfo } from './call-info.ts'
import type { Settings } from './options.ts'

/**
 * Under which the state of a call is kept: its host, or else its label. Empty where nothing names it: functions that `run` repeats, of
 * which each may ask somebody else, share a budget, and nothing else.
 */
export const hostOf = (info: CallInfo, host: string): string =>
  host || info.options?.label || (info.url === '' ? '' : 'self')

/** The same, with the call's partition. */
export function placeOf(info: CallInfo, host: string, { partition }: Settings): string {
  const own = info.options?.partition ?? partitionBy(partition, info)
  return own === undefined || own === '' ? host : `${host}#${isPlain.test(own) ? own : digest(own)}`
}

/** No call fails because it could not be told whose it is. */
function partitionBy(partition: Settings['partition'], info: CallInfo): string | undefined {
  try {
    const own: unknown = partition?.(info)
    return typeof own === 'string' ? own : own === undefined ? undefined : JSON.stringify(own)
  } catch {
    return undefined
  }
}

/** Places stand in events and in shared stores, and a partition may well be an API key: what is no short name with a number stays hidden. */
const isPlain = /^[a-z][a-z_.-]{0,23}\d{0,5}$/i

/** FNV-1a (draft-eastlake-fnv) twice, from two starts: what 64 bits tell apart is enough for the tenants of one process. */
export const digest = (text: string): string =>
  [2_166_136_261, 3_735_928_559]
    .map((start) => {
      let hash = start
      for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619)
      return (hash >>> 0).toString(36)
    })
    .join('')
