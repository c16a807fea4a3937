import { type Provider, defineProvider } from '../provider.ts'

/** Alibaba Cloud. Source: ECS and RAM, "Common error codes". */
export const alibaba: Provider = /* @__PURE__ */ defineProvider({
  name: 'alibaba',
  hosts: ['*.aliyuncs.com'],
  says: {
    authentication: 'InvalidAccessKeyId SignatureDoesNotMatch IncompleteSignature',
    quota: 'InvalidAccountStatus.NotEnoughBalance',
    overloaded: 'OperationDenied.NoStock',
    conflict: 'IncorrectInstanceStatus',
  },
})
