import { type Provider, defineProvider } from '../provider.ts'

/** Fly.io, Machines API: one sentence, after the name of a gRPC code. */
export const fly: Provider = /* @__PURE__ */ defineProvider({
  name: 'fly',
  hosts: ['api.machines.dev'],
  says: { overloaded: 'insufficient_capacity', 'conflict 422': 'name_taken' }, // superfly/fly-go, flaps
  phrases: {
    'overloaded 400 409 412 422': ['insufficient', 'no capacity', 'could not reserve'], // superfly/fly-go, flaps: a full host or region
    'quota 403': ['allowed quota'], // of an organization in a region
    'conflict retry 409 412': ['concurrent update', 'lease currently held'], // superfly/flyctl, machine leases
  },
})
