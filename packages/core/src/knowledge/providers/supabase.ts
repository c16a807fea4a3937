import { type Provider, defineProvider } from '../provider.ts'

/** Supabase, whose database has PostgREST before it, and whose Auth tells by code (guides/auth/debugging/error-codes; supabase/auth, internal/api/apierrors). */
export const supabase: Provider = /* @__PURE__ */ defineProvider({
  name: 'supabase',
  hosts: ['*.supabase.co'],
  says: {
    'authentication 403': 'bad_jwt otp_expired',
    // PostgREST, "Errors"; PostgreSQL, appendix A
    'timeout stop 500': '57014', // query_canceled, here by statement_timeout
    'conflict retry': '40001 40P01 55P03', // serialization_failure, deadlock_detected, lock_not_available
    'not_found 406': 'PGRST116', // no row, or more than one, where one was asked for
  },
})
