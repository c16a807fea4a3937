import { at, own, textAt } from '../../nouns/json.ts'
import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

const table = /* @__PURE__ */ shape({
  name: 'kubernetes',
  when: 'kind=Status status=Failure',
  code: 'reason',
  type: 'details.causes.0.reason',
  message: 'message',
  status: 'code',
  fieldErrors: 'details.causes',
})

/** Status of a Kubernetes API server, or of one that extends it; a watch sends it within an event (API conventions, "Response Status Kind"). */
export const kubernetes: Format = {
  name: 'kubernetes',
  keys: ['kind', 'object'],
  says: {
    'timeout 500': 'ServerTimeout', // apimachinery, meta/v1/types.go: StatusReason
    'conflict retry 429': 'DisruptionBudget', // kubernetes, registry/core/pod/storage/eviction.go
  },
  inSuccess: ({ json }) => at(json, 'object', 'kind') === 'Status',
  read(wire, nowMs) {
    const json = own(wire.json, 'object') ?? wire.json
    const reading = table.read({ ...wire, json }, nowMs)
    // Forbidden for a quota too (apiserver, plugin/resourcequota), and TooManyRequests until a cache is filled (storage/cacher)
    const said = /exceeded quota: |storage is \(re\)/.exec(textAt(json, 'message') ?? '')?.[0]
    return reading && said ? { ...reading, kind: said.startsWith('e') ? 'quota' : 'overloaded' } : reading
  },
}
