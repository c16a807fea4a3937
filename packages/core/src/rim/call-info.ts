import type { CallOptions } from './call-options.ts'

/** A call as an adapter announces it. */
export type CallInfo = Readonly<{
  /** Upper case. */
  method: string
  url: string
  /** Can the body be sent a second time? */
  replayable: boolean
  /** A field of the request by its lower-case name, or null; absent where the adapter cannot see them. Asked only when needed. */
  header?: ((name: string) => string | null) | undefined
  signal?: AbortSignal | undefined
  /** By which a call is known again that an SDK outside repeats; never read. */
  body?: unknown
  options?: CallOptions | undefined
  /** The client's own option switched retries off for this call. */
  disabled?: boolean | undefined
}>
