import type { Clock } from './clock.ts'
import { inOrder, turnsAfter } from './turns.ts'
import type { Closed, Held, Turned } from './turned.ts'

export type Queue<Open, Shut extends Closed> = Readonly<{
  /** Answers at once where the gate is open and nobody's turn is first, and where waiting is of no use. */
  hold(it: Held<Open, Shut>): Open | Turned<Shut> | Promise<Open | Turned<Shut>>
  /** The gate has opened. Those who wait come back over longer than they have gathered, and `leastMs`, beside those who come now. */
  wake(key: string, leastMs: number): void
  /** How many wait. */
  size(key: string): number
}>

export function createQueue<Open extends { readonly ok: true }, Shut extends Closed>(clock: Clock): Queue<Open, Shut> {
  type Call = Held<Open, Shut> & {
    atMs: number
    fromMs: number
    endMs: number
    leave: (result: Open | Turned<Shut>) => void
  }
  type Line = {
    key: string
    calls: Call[]
    shut: Shut
    openMs: number
    /** When it opens is not known; it is asked now and then. */
    isUnknown: boolean
    wakeMs: number
    timer?: AbortController
  }
  const lines = new Map<string, Line>()
  const now = (): number => clock.monotonic()

  const turned = (why: Turned<Shut>['why'], line?: Line): Turned<Shut> => {
    const waitMs = line && !line.isUnknown ? Math.max(0, line.openMs - now()) : null
    return { ok: false, why, shut: line ? { ...line.shut, waitMs } : null }
  }

  /** Each has a random part of the spread for itself. */
  const turnOf = ({ openMs, shut }: Line): number => openMs + clock.random() * (shut.spreadMs ?? 0)

  function close(line: Line, shut: Shut): void {
    line.shut = shut
    line.isUnknown = shut.waitMs === null
    line.openMs = now() + Math.max(1, shut.waitMs ?? askedAgainMs)
    const early = line.calls.filter(({ fromMs }) => fromMs < line.openMs)
    inOrder(early, () => turnOf(line))
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
      else if (answer.isFinal) call.leave({ ok: false, why: 'closed', shut: answer })
      else close(line, answer)
    }
  }

  /** One timer for all, and none for nobody. */
  function rest(line: Line): void {
    let wakeMs = Infinity
    for (const { fromMs, endMs } of line.calls) wakeMs = Math.min(wakeMs, fromMs, endMs)
    if (line.calls.length === 0) lines.delete(line.key)
    arm(line, wakeMs)
  }

  function arm(line: Line, wakeMs: number): void {
    if (line.calls.length > 0 && wakeMs >= line.wakeMs) return
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
        if (answer.isFinal) return { ok: false, why: 'closed', shut: answer }
        line ??= { key, calls: [], shut: answer, openMs: 0, isUnknown: false, wakeMs: Infinity }
        close(line, answer)
      }
      const own = line
      const place = {
        atMs: nowMs,
        fromMs: own.openMs > nowMs ? turnOf(own) : nowMs,
        // an attempt that begins at the deadline cannot end before it
        endMs: Math.min(it.deadlineMs - Math.min(attemptMs, (it.deadlineMs - nowMs) / 10), nowMs + it.maxMs),
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
        arm(own, Math.min(call.fromMs, call.endMs))
      })
    },
    wake(key, leastMs) {
      const line = lines.get(key)
      if (!line) return
      line.openMs = now()
      turnsAfter(line.calls, leastMs, line.openMs, () => clock.random())
      pass(line)
    },
    size: (key) => lines.get(key)?.calls.length ?? 0,
  }
}

/** Milliseconds. */
const askedAgainMs = 1_000
/** Milliseconds that an attempt may take, of a call that has ten times as long. */
const attemptMs = 1_000
/** Its time is over before its turn. */
const isLate = ({ fromMs, endMs }: { fromMs: number; endMs: number }, nowMs: number): boolean =>
  endMs <= Math.max(fromMs, nowMs)
