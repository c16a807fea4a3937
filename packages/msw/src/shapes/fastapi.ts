import { type Api, apiOf } from '../api.ts'
import { detail } from './detail.ts'

/** A FastAPI server, with its own sentences. Source: https://fastapi.tiangolo.com/tutorial/handling-errors/. */
export const fastapi: Api<'unauthorized' | 'forbidden' | 'notFound' | 'serverError', 'validation'> =
  /* @__PURE__ */ apiOf('fastapi', detail, {
    unauthorized: [401, null, 'Not authenticated'],
    forbidden: [403, null, 'Forbidden'],
    notFound: [404, null, 'Not Found'],
    validation: [422, 'missing', 'Some fields are wrong.', { fields: { name: 'Field required' } }],
    serverError: [500, null, 'Internal Server Error'],
  })
