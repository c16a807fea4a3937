/** The server's time by the local clock. */
export type ServerTime = Readonly<{
  /** Milliseconds that do not go back. Until the server was heard they are the local clock's. */
  nowMs(localMs: number): number
  /** The server's time at a local moment, as well as it is known now. */
  atMs(localMs: number): number
  isKnown(): boolean
  /** A time that the server stated between two local moments. False: its clock went back by more than can be caught up with. */
  learn(timeMs: number, sentMs: number, receivedMs: number): boolean
}>

/** How far two clocks may run apart in a millisecond: an old measurement gives way to a new one that took a bit longer. */
const drift = 0.001
/** A step of the server's clock that is smaller is caught up with at half the speed. */
export const mostBackMs = 5_000

export function serverTime(): ServerTime {
  // local time counts from the start of the process: the first word of the server can only bring it forward
  let offsetMs = 0
  let best: Readonly<{ tookMs: number; atMs: number }> | undefined
  let last = { nowMs: -Infinity, localMs: 0 }

  const atMs = (localMs: number): number => Math.floor(localMs + offsetMs)

  return {
    atMs,
    isKnown: () => best !== undefined,
    nowMs(localMs) {
      const slowMs = last.nowMs + (localMs - last.localMs) / 2
      last = { nowMs: Math.max(localMs + offsetMs, slowMs), localMs }
      return Math.floor(last.nowMs)
    },
    learn(timeMs, sentMs, receivedMs) {
      const tookMs = receivedMs - sentMs
      const measuredMs = timeMs - (sentMs + receivedMs) / 2
      // at most half of each round trip is error; what is more, the server's clock did
      const stepMs = Math.abs(measuredMs - offsetMs) - (tookMs + (best?.tookMs ?? 0)) / 2
      const isBetter = best === undefined || tookMs <= best.tookMs + (receivedMs - best.atMs) * drift
      if (!isBetter && stepMs <= 10) return true
      const isFarBack = best !== undefined && measuredMs < offsetMs - mostBackMs
      offsetMs = measuredMs
      best = { tookMs, atMs: receivedMs }
      if (isFarBack) last = { nowMs: -Infinity, localMs: 0 }
      return !isFarBack
    },
  }
}
