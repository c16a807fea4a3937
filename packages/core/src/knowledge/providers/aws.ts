import { awsSays } from '../formats/aws.ts'
import { type Provider, defineProvider } from '../provider.ts'

/** Amazon Web Services, in XML too. */
export const aws: Provider = /* @__PURE__ */ defineProvider({
  name: 'aws',
  hosts: ['*.amazonaws.com', '*.amazonaws.com.cn', '*.api.aws'],
  says: awsSays,
  phrases: {
    quota: ['tokens per day', 'daily message quota'], // Bedrock and SES: throttling by name
    'too_large 400': ['input is too long', 'prompt is too long'], // Bedrock, InvokeModel: ValidationException
    'not_found 403': ['missing authentication token'], // API Gateway, "Gateway response types": also a path that is not there
  },
})
