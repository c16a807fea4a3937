import type { Call } from '../group.ts'

/** The call that fails, until its error is in hand, and what `read` makes of it. One that succeeds is a fault of the bench. */
export const inHand =
  (call: Call, read: (error: unknown) => unknown = (error) => error): Call =>
  async () => {
    try {
      await call()
    } catch (error) {
      return read(error)
    }
    throw new Error('the call did not fail as it should')
  }
