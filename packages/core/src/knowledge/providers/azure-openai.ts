import { type Provider, defineProvider } from '../provider.ts'

/** Models at Microsoft: Azure OpenAI, Foundry, GitHub Models. Source: "Azure OpenAI quotas and limits", "REST API reference". */
export const azureOpenai: Provider = /* @__PURE__ */ defineProvider({
  name: 'azure_openai',
  hosts: ['*.openai.azure.com', '*.cognitiveservices.azure.com', '*.ai.azure.com', 'models.github.ai'],
  phrases: {
    'quota 403 429': [
      'volume quota', // Azure AI services, free tier; API Management's quota policy
      'byday', // GitHub Models, "Rate limits": UserByModelByDay
    ],
  },
  waits: { prose: ['try again in', 'retry after', 'please wait'] }, // the last one: GitHub Models, UserByModelByDay
})
