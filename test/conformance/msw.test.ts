import { setupServer } from 'msw/node'
import { afterAll, beforeAll } from 'vitest'
import { canPlay, mswStage } from './stage-msw.ts'
import { defineSuite } from './suite.ts'

const interceptor = setupServer()
beforeAll(() => interceptor.listen({ onUnhandledFrame: 'error' }))
afterAll(() => interceptor.close())

defineSuite({
  name: 'msw',
  plays: ({ server }) => canPlay(server),
  open: ({ server }) => mswStage(server, interceptor),
})
