/** A call that waits: since when, until when, and when it has its turn. */
type Waiting = { readonly atMs: number; readonly endMs: number; fromMs: number }

/** Calls that wait at a client which is one of many. */
const few = 20

/**
 * Gives a turn to each of those who waited at a gate that has opened: spread over longer than they have gathered, and at least `leastMs`, beside
 * those who come now. Where few wait here many wait elsewhere, and have their turns now too.
 */
export function turnsAfter(calls: readonly Waiting[], leastMs: number, nowMs: number, random: () => number): void {
  let [sinceMs, untilMs] = [nowMs, nowMs + 1]
  for (const { atMs, endMs } of calls) {
    sinceMs = Math.min(sinceMs, atMs)
    untilMs = Math.max(untilMs, endMs)
  }
  const times = 1 + (6 * few) / (few + calls.length)
  const spreadMs = Math.max(leastMs, times * (nowMs - sinceMs))
  const patienceMs = untilMs - nowMs
  // evenly over as long as they can wait, though the first of them give up before the last have their turn
  inOrder(calls, () => nowMs + 1 + patienceMs * (1 - Math.exp((-random() * spreadMs) / patienceMs)))
}

/** Times by chance, handed out in the order in which the calls wait: the first has the earliest. */
export function inOrder(calls: readonly Waiting[], timeMs: () => number): void {
  const times = calls.map(timeMs).sort((one, other) => one - other)
  for (const [index, call] of calls.entries()) call.fromMs = times[index] ?? 0
}
