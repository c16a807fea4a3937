import { own } from '../nouns/options.ts'
import type { CallInfo } from './call-info.ts'
import { callOptions } from './call-options.ts'

/** The call by its own properties, its options checked: nothing that somebody left on a prototype speaks for the caller. */
export function ownInfo(info: CallInfo): CallInfo {
  const { options } = info
  // most calls have no options, and most programs nothing of that kind: to ask whose a property is costs more than to ask for it
  if (options === undefined && anybody.header === undefined && anybody.signal === undefined && !anybody.disabled)
    return info
  const owned = own(info, 'options') as CallInfo['options']
  return {
    method: info.method,
    url: info.url,
    replayable: info.replayable,
    header: own(info, 'header') as CallInfo['header'],
    signal: own(info, 'signal') as CallInfo['signal'],
    disabled: own(info, 'disabled') as CallInfo['disabled'],
    options: owned === undefined ? owned : callOptions(owned),
  }
}

const anybody: Partial<CallInfo> = {}
