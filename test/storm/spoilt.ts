import { type Clock, type Json, type Step, type Store, memoryStore } from '@recourse/core'

/** All state goes through a store: one that applies other steps than it was given is another engine. */
export function spoilt(clock: Clock, spoil: Spoil): Store {
  const store = memoryStore({ clock })
  return {
    update<Kept extends Json, Result>(key: string, step: Step<Kept, Result>, ttlMs: number): Result {
      const apply = spoil(step.name, step.apply as unknown as Apply) as unknown as typeof step.apply
      return store.update(key, { ...step, apply }, ttlMs)
    },
  }
}

/** What is looked at of what the engine keeps and hands in. */
type State = { supply: { tokens: number; retries: number }; breaker: { generation: number } | null }
type Args = {
  gates: { budget: { cap: number; deposit: number; cost: number } }
  first: boolean
  told: { paid: number }
  cost: number
  pass: { generation: number } | null
}
type Apply = (state: State | undefined, args: Args, nowMs: number) => readonly [State, { ok: boolean }]
/** Puts another rule around a step. */
export type Spoil = (name: string, apply: Apply) => Apply

const withTokens = (state: State, tokens: number, retries = state.supply.retries): State => ({
  ...state,
  supply: { ...state.supply, tokens, retries },
})

export function depositOnRequest(name: string, apply: Apply): Apply {
  if (name !== 'outcome') return apply
  return (state, args, nowMs) => {
    const { budget } = args.gates
    const isFirst = state !== undefined && args.told.paid === 0
    const tokens = isFirst ? Math.min(budget.cap, state.supply.tokens + budget.deposit) : 0
    return apply(isFirst ? withTokens(state, tokens) : state, args, nowMs)
  }
}

/** There was enough when the retry was granted; by then others were granted theirs by the same tokens. */
export function takeAfterWait(name: string, apply: Apply): Apply {
  return (before, args, nowMs) => {
    const [state, result] = apply(before, args, nowMs)
    const { tokens, retries } = state.supply
    if (name === 'outcome' && result.ok) return [withTokens(state, tokens + args.cost, retries - 1), result]
    if (name !== 'admit' || args.first) return [state, result]
    return [withTokens(state, Math.max(0, tokens - args.gates.budget.cost), retries + 1), result]
  }
}

export function ofAnyGeneration(name: string, apply: Apply): Apply {
  if (name !== 'outcome') return apply
  return (state, args, nowMs) => {
    const generation = state?.breaker?.generation ?? 0
    return apply(state, { ...args, pass: args.pass && { ...args.pass, generation } }, nowMs)
  }
}
