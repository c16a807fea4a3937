import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** Status of a Kubernetes API server, or of one that extends it; a watch sends it within an event (API conventions, "Response Status Kind"). */
export const kubernetes: Format = /* @__PURE__ */ shape({
  name: 'kubernetes',
  when: ['kind=Status status=Failure', 'object.kind=Status'],
  code: 'reason object.reason',
  type: 'details.causes.0.reason',
  message: 'message object.message',
  status: 'code object.code',
  fieldErrors: 'details.causes',
  inSuccess: 'object.kind=Status',
  says: {
    'timeout 500': 'ServerTimeout', // apimachinery, meta/v1/types.go: StatusReason
    'conflict retry 429': 'DisruptionBudget', // kubernetes, registry/core/pod/storage/eviction.go
  },
  phrases: {
    quota: ['exceeded quota: '], // apiserver, plugin/resourcequota: Forbidden
    overloaded: ['storage is (re)'], // apiserver, storage/cacher: TooManyRequests until a cache is filled
  },
})
