import { own } from '../nouns/options.ts'
import type { CallInfo } from './call-info.ts'
import { callOptions } from './call-options.ts'

/** The call by its own properties, its options checked: nothing that somebody left on a prototype speaks for the caller. */
export function ownInfo(info: CallInfo): CallInfo {
  // most calls have few of these, and to ask whose a property is costs more than to ask for it
  const { header, signal, disabled, options } = info
  const owned = options === undefined ? options : (own(info, 'options') as CallInfo['options'])
  return {
    method: info.method,
    url: info.url,
    replayable: info.replayable,
    header: header === undefined ? header : (own(info, 'header') as CallInfo['header']),
    signal: signal === undefined ? signal : (own(info, 'signal') as CallInfo['signal']),
    disabled: disabled === undefined ? disabled : (own(info, 'disabled') as CallInfo['disabled']),
    options: owned === undefined ? owned : callOptions(owned),
  }
}
