import type { Shape } from '../api.ts'

/** The request id in a header of this name; without an id there is none. */
export const idIn =
  (header: string): NonNullable<Shape['headers']> =>
  ({ requestId }) =>
    requestId === undefined ? {} : { [header]: requestId }
