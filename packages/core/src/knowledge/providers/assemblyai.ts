import { type Provider, defineProvider } from '../provider.ts'

/** A sentence and no code. */
export const assemblyai: Provider = /* @__PURE__ */ defineProvider({
  name: 'assemblyai',
  hosts: ['*.assemblyai.com'],
  phrases: {
    'quota 400': ['account balance'], // its guide "Troubleshoot common errors"
  },
})
