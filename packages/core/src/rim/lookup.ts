import { own } from '../nouns/options.ts'
import { type Policy, definePolicy } from '../nouns/policy.ts'
import { type Provider, providerOf } from '../knowledge/provider.ts'
import { type CallInfo, hostIn } from './call.ts'
import type { Settings } from './options.ts'

/** Which provider and which policy a call falls under. Asked for every call, so both are remembered. */
export type Lookup = Readonly<{
  /** @throws TypeError where the call names a provider that this Recourse does not have. */
  provider(call: CallInfo): Provider | null
  /** @throws TypeError for a policy of the wrong form. */
  policy(call: CallInfo, provider: Provider | null): Policy
}>

export function createLookup(settings: Settings): Lookup {
  let last: Readonly<{ origin: string; provider: Provider | null }> | undefined
  const guided = new Map<Provider, Policy>()

  function named(name: string): Provider {
    const provider = settings.providers.find((candidate) => candidate.name === name)
    if (provider !== undefined) return provider
    throw new TypeError(
      `recourse: no provider is named ${JSON.stringify(name)}; known are ${settings.providers.map((it) => it.name).join(', ')}`,
    )
  }

  return {
    provider(call) {
      if (call.options?.provider !== undefined) return named(call.options.provider)
      // most calls go where the last one went, and comparing costs a fifth of looking for the host
      if (last !== undefined && call.url.startsWith(last.origin)) return last.provider
      const host = hostIn(call.url)
      const provider = providerOf(host, settings.providers)
      const origin = `https://${host}/`
      if (call.url.startsWith(origin)) last = { origin, provider }
      return provider
    },
    policy(call, provider) {
      const { options } = call
      const maxAttempts = options && (own(options, 'maxAttempts') as number | undefined)
      const input =
        maxAttempts === undefined ? options?.policy : { ...options?.policy, maxAttempts, unsafeMaxAttempts: null }
      const preset = input?.preset ?? settings.policyInput.preset
      let policy = settings.policy
      if (preset === 'guide' && provider?.guide !== undefined) {
        policy = guided.get(provider) ?? definePolicy(settings.policyInput, definePolicy(provider.guide))
        guided.set(provider, policy)
      }
      return input === undefined ? policy : definePolicy(input, policy)
    },
  }
}
