import { own } from '../nouns/options.ts'
import type { CallInfo } from './call-info.ts'
import { callOptions } from './call-options.ts'

/** The call by its own properties, its options checked: nothing that somebody left on a prototype speaks for the caller. */
export function ownInfo(info: CallInfo): CallInfo {
  const options = own(info, 'options') as CallInfo['options']
  return {
    method: info.method,
    url: info.url,
    replayable: info.replayable,
    header: own(info, 'header') as CallInfo['header'],
    signal: own(info, 'signal') as CallInfo['signal'],
    disabled: own(info, 'disabled') as CallInfo['disabled'],
    options: options === undefined ? undefined : callOptions(options),
  }
}
