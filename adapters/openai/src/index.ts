import { type CallOptions, type Engine, type RecourseOptions, engineOf } from '@recourse/core'
import type { AzureOpenAI, OpenAI } from 'openai'
import { call } from './call.ts'
import { watch } from './reading.ts'
import { type Sdk, sdkOf } from './sdk.ts'

declare global {
  interface RequestInit {
    /** Options for this call; `false` leaves it, and its retries, to the client. */
    recourse?: CallOptions | false
  }
}

/**
 * A client of the same class and with the same options, which reads failures, waits and sends again where that is right, and throws
 * the SDK's own errors. `faultOf(error)` tells what went wrong. A client that is wrapped already is wrapped anew.
 *
 * @throws TypeError for bad options, and for what is no client of openai 6 or 7; by rejection, for bad options of a call.
 */
export function withRecourse<Client extends OpenAI>(client: Client, recourse?: Engine | RecourseOptions): Client {
  const sdk = sdkOf(client)
  // that of the class, which makes one of the same: on a wrapped client there is one that makes wrapped ones
  const { withOptions }: Sdk = Object.getPrototypeOf(sdk)
  const { apiVersion, deploymentName: deployment }: Partial<AzureOpenAI> = Object(client) // which 6 forgets
  const copy = withOptions.call(sdk, apiVersion === undefined ? {} : { apiVersion, deployment })
  return takeOver(copy, engineOf(recourse)) as unknown as Client
}

/** Makes the requests of this client ours. All of them pass through `makeRequest`, those for list pages too. */
function takeOver(sdk: Sdk, engine: Engine): Sdk {
  const { fetch, makeRequest, withOptions } = sdk
  const taken = { engine, sdk, makeRequest, fetch }
  watch(sdk)
  sdk.fetch = (input, init) => {
    const send: unknown = init?.recourse
    return typeof send === 'function' ? send(input, init) : fetch(input, init)
  }
  sdk.withOptions = (options) => {
    const copy = withOptions.call(sdk, options)
    return takeOver(Object.assign(copy, copy.fetch === sdk.fetch && { fetch }), engine)
  }
  // the SDK calls itself again within one attempt, where it renews a token
  sdk.makeRequest = (given, retriesLeft, retryOf) =>
    retryOf === undefined ? call(taken, given, retriesLeft) : makeRequest.call(sdk, given, retriesLeft, retryOf)
  return sdk
}
