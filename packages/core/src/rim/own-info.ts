import { bare } from '../nouns/options.ts'
import type { CallInfo } from './call-info.ts'
import { callOptions } from './call-options.ts'

/** The call by its own properties, its options checked: nothing that somebody left on a prototype speaks for the caller. */
export function ownInfo(info: CallInfo): CallInfo {
  const { method, url, replayable } = info
  // most calls have no options, and most programs nothing of that kind: to ask whose a property is costs more than to ask for it
  const isPlain = info.options === undefined && !(anybody.header || anybody.signal || anybody.disabled)
  const { header, signal, disabled, options } = isPlain ? info : bare(info)
  return {
    method,
    url,
    replayable,
    header,
    signal,
    disabled,
    options: options === undefined ? options : callOptions(options),
  }
}

const anybody: Partial<CallInfo> = {}
