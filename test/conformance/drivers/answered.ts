import type { Outcome } from './driver.ts'

/** For clients that hand over the platform's own response. */
export const answered = (response: Response): Outcome => ({
  thrown: false,
  subject: response,
  status: response.status,
  text: () => response.text(),
  cancel: async () => response.body?.cancel(),
})
