import { type Provider, defineProvider } from '../provider.ts'

/** Supabase, whose Auth tells by code (guides/auth/debugging/error-codes; supabase/auth, internal/api/apierrors). */
export const supabase: Provider = /* @__PURE__ */ defineProvider({
  name: 'supabase',
  hosts: ['*.supabase.co'],
  says: {
    'authentication 403': 'bad_jwt otp_expired',
    timeout: 'DatabaseTimeout', // supabase/storage, src/internal/errors/codes.ts (544)
  },
})
