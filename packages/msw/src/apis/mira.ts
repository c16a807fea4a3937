import { type Api, apiOf } from '../api.ts'
import { detail } from '../shapes/detail.ts'

/** Mira, chat completions: a sentence and no code. Source: its error guide. */
export const mira: Api<
  'badRequest' | 'invalidKey' | 'spentCredits' | 'forbidden' | 'notFound' | 'rateLimited' | 'serverError' | 'overloaded'
> = /* @__PURE__ */ apiOf('mira', detail, {
  badRequest: [400, null, 'The field messages is required.'],
  invalidKey: [401, null, 'The API key is not valid.'],
  spentCredits: [402, null, 'The balance is used up.'],
  forbidden: [403, null, 'Your plan does not include this model.'],
  notFound: [404, null, 'Not found.'],
  rateLimited: [429, null, 'Too many requests.'],
  serverError: [500, null, 'Something went wrong.'],
  overloaded: [503, null, 'The service is not available for a while.'],
})
