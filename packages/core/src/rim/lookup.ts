import { own } from '../nouns/options.ts'
import { type Policy, definePolicy } from '../nouns/policy.ts'
import { type Provider, providerOf } from '../knowledge/provider.ts'
import type { CallInfo } from './call-info.ts'
import { hostIn } from './call.ts'
import { type Settings, basePolicy } from './options.ts'

/** Which provider and which policy a call falls under. Asked for every call, so both are remembered. */
export type Lookup = Readonly<{
  /** @throws TypeError where the call names a provider that this Recourse does not have. */
  place(call: CallInfo): Place
  /** @throws TypeError for a policy of the wrong form. */
  policy(call: CallInfo, provider: Provider | null): Policy
}>

/** Where a call goes: the host with its port, and whose it is. */
export type Place = Readonly<{ host: string; provider: Provider | null }>

export function createLookup(settings: Settings): Lookup {
  let last: (Place & Readonly<{ origin: string; url: string }>) | undefined
  const guided = new Map<Provider, Policy>()

  function named(name: string): Provider {
    const provider = settings.providers.find((candidate) => candidate.name === name)
    if (provider !== undefined) return provider
    throw new TypeError(
      `recourse: no provider is named ${JSON.stringify(name)}; known are ${settings.providers.map((it) => it.name).join(', ')}`,
    )
  }

  return {
    place(call) {
      if (call.options?.provider !== undefined)
        return { host: hostIn(call.url), provider: named(call.options.provider) }
      // most calls go where the last one went, and comparing costs a fifth of looking for the host
      if (last !== undefined && (call.url === last.url || call.url.startsWith(last.origin))) return last
      const host = hostIn(call.url)
      const provider = providerOf(host, settings.providers)
      const origin = `https://${host}/`
      const place = { host, provider, origin, url: call.url }
      if (call.url.startsWith(origin)) last = place
      return place
    },
    policy(call, provider) {
      const { options } = call
      const maxAttempts = options && (own(options, 'maxAttempts') as number | undefined)
      const input =
        maxAttempts === undefined ? options?.policy : { ...options?.policy, maxAttempts, unsafeMaxAttempts: null }
      const preset = input?.preset ?? settings.policyInput.preset
      let policy = settings.policy
      if (preset === 'guide' && provider?.guide !== undefined) {
        policy = guided.get(provider) ?? definePolicy(settings.policyInput, definePolicy(provider.guide, basePolicy()))
        guided.set(provider, policy)
      }
      return input === undefined ? policy : definePolicy(input, policy)
    },
  }
}
