import type { Clock } from './clock.ts'

/**
 * A gate's answer while nobody may pass. `waitMs`: at least 1, until it is worth asking again; null: nobody knows, somebody will `wake`
 * those who wait. They come back over `spreadMs` more.
 */
export type Closed = Readonly<{ ok: false; waitMs: number | null; spreadMs?: number }>

export type Held<Open, Shut extends Closed> = Readonly<{
  /** Those with one key wait at one gate. */
  key: string
  /** The higher goes first; among equals who came first. */
  priority: number
  /** By the monotonic clock; Infinity: none. */
  deadlineMs: number
  /** How long it may wait. */
  maxMs: number
  /** How many may wait under the key. */
  maxQueue: number
  signal?: AbortSignal | undefined
  /** Asks the gate for this call. */
  ask: () => Open | Shut
}>

/** `closed`: it would wait longer than it may. `shut`: the gate's last answer, with what is left of its wait. */
export type Turned<Shut> = Readonly<{ ok: false; why: 'aborted' | 'queue_full' | 'closed'; shut: Shut | null }>

export type Queue<Open, Shut extends Closed> = Readonly<{
  /** Answers at once where the gate is open and nobody's turn is first, and where waiting is of no use. */
  hold(it: Held<Open, Shut>): Open | Turned<Shut> | Promise<Open | Turned<Shut>>
  /** The gate has opened: those who wait come back over so long. */
  wake(key: string, spreadMs: number): void
  /** How many wait. */
  size(key: string): number
}>

export function createQueue<Open extends { readonly ok: true }, Shut extends Closed>(clock: Clock): Queue<Open, Shut> {
  type Call = Held<Open, Shut> & { fromMs: number; endMs: number; leave: (result: Open | Turned<Shut>) => void }
  type Line = { key: string; calls: Call[]; shut: Shut; openMs: number; wakeMs: number; timer?: AbortController }
  const lines = new Map<string, Line>()
  const now = (): number => clock.monotonic()

  const turned = (why: Turned<Shut>['why'], line?: Line): Turned<Shut> => {
    const waitMs = line && line.openMs < Infinity ? Math.max(0, line.openMs - now()) : null
    return { ok: false, why, shut: line ? { ...line.shut, waitMs } : null }
  }

  /** Each has a random part of the spread for itself. */
  const turnOf = ({ openMs, shut }: Line): number => openMs + clock.random() * (shut.spreadMs ?? 0)

  function close(line: Line, shut: Shut): void {
    line.shut = shut
    line.openMs = now() + Math.max(1, shut.waitMs ?? Infinity)
    for (const call of line.calls) if (call.fromMs < line.openMs) call.fromMs = turnOf(line)
  }

  function pass(line: Line): void {
    line.wakeMs = Infinity
    for (;;) {
      const nowMs = now()
      for (const call of line.calls) if (isLate(call, nowMs)) call.leave(turned('closed', line))
      const call = line.calls.find(({ fromMs }) => Math.max(fromMs, line.openMs) <= nowMs)
      if (call === undefined) return rest(line)
      const answer = call.ask()
      if (answer.ok) call.leave(answer)
      else close(line, answer)
    }
  }

  /** One timer for all, and none for nobody. */
  function rest(line: Line): void {
    const wakeMs = Math.min(...line.calls.map(({ fromMs, endMs }) => Math.min(fromMs, endMs)))
    if (line.calls.length === 0) lines.delete(line.key)
    else if (wakeMs >= line.wakeMs) return
    line.timer?.abort('moved')
    line.wakeMs = wakeMs
    if (wakeMs === Infinity) return
    const { signal } = (line.timer = new AbortController())
    void clock.sleep(wakeMs - now(), signal).then(() => signal.aborted || pass(line))
  }

  return {
    hold(it) {
      const { key, signal, priority } = it
      if (signal?.aborted) return turned('aborted')
      const nowMs = now()
      let line = lines.get(key)
      if (!line || (line.openMs <= nowMs && line.calls.every(({ fromMs }) => fromMs > nowMs))) {
        const answer = it.ask()
        if (answer.ok) return answer
        line ??= { key, calls: [], shut: answer, openMs: 0, wakeMs: Infinity }
        close(line, answer)
      }
      const own = line
      const place = {
        fromMs: own.openMs > nowMs ? turnOf(own) : nowMs,
        endMs: Math.min(it.deadlineMs, nowMs + it.maxMs),
      }
      if (own.calls.length >= it.maxQueue) return turned('queue_full', own)
      if (isLate(place, nowMs)) return turned('closed', own)
      lines.set(key, own)
      return new Promise((resolve) => {
        const call: Call = { ...it, ...place, leave }
        const abort = (): void => {
          leave(turned('aborted', own))
          rest(own)
        }
        function leave(result: Open | Turned<Shut>): void {
          signal?.removeEventListener('abort', abort)
          own.calls = own.calls.filter((other) => other !== call)
          resolve(result)
        }
        signal?.addEventListener('abort', abort)
        const behind = own.calls.findIndex((other) => other.priority < priority)
        own.calls.splice(behind < 0 ? own.calls.length : behind, 0, call)
        rest(own)
      })
    },
    wake(key, spreadMs) {
      const line = lines.get(key)
      if (!line) return
      for (const call of line.calls) call.fromMs = 0
      close(line, { ...line.shut, waitMs: 1, spreadMs })
      rest(line)
    },
    size: (key) => lines.get(key)?.calls.length ?? 0,
  }
}

/** Where nobody knows how long the wait is, it may turn out short enough. */
const isLate = ({ fromMs, endMs }: { fromMs: number; endMs: number }, nowMs: number): boolean =>
  endMs <= (fromMs < Infinity ? Math.max(fromMs, nowMs) : nowMs)
