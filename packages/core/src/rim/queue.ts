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
  /** For calls that meet the same: what was answered last, and until when nobody asks. Of a wait that is not known it is asked now and then. */
  type Gate = { shut: Shut | null; openMs: number }
  type Call = Held<Open, Shut> & {
    gate: Gate
    atMs: number
    fromMs: number
    endMs: number
    leave: (result: Open | Turned<Shut>) => void
  }
  type Line = { key: string; calls: Call[]; gates: Record<string, Gate>; wakeMs: number; timer?: AbortController }
  const lines = new Map<string, Line>()
  const now = (): number => clock.monotonic()

  const turned = (why: Turned<Shut>['why'], shut: Shut | null): Turned<Shut> => ({ ok: false, why, shut })
  /** With what is left of its wait. */
  const known = ({ shut, openMs }: Gate): Shut | null =>
    shut && { ...shut, waitMs: shut.waitMs && Math.max(0, openMs - now()) }

  /** Each has a random part of the spread for itself. */
  const turnOf = ({ openMs, shut }: Gate): number => openMs + clock.random() * (shut?.spreadMs ?? 0)

  function close(line: Line, gate: Gate, shut: Shut): void {
    gate.shut = shut
    gate.openMs = now() + Math.max(1, shut.waitMs ?? askedAgainMs)
    const early = line.calls.filter((call) => call.gate === gate && call.fromMs < gate.openMs)
    inOrder(early, () => turnOf(gate))
  }

  function pass(line: Line): void {
    line.wakeMs = Infinity
    for (;;) {
      const nowMs = now()
      for (const call of line.calls) if (isLate(call, nowMs)) call.leave(turned('closed', known(call.gate)))
      const call = line.calls.find(({ fromMs }) => fromMs <= nowMs)
      if (call === undefined) return rest(line)
      const answer = call.ask()
      if (answer.ok) call.leave(answer)
      else if (answer.isFinal) call.leave(turned('closed', answer))
      else close(line, call.gate, answer)
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
      const { key, signal } = it
      const nowMs = now()
      const line: Line = lines.get(key) ?? { key, calls: [], gates: {}, wakeMs: Infinity }
      const gate = (line.gates[String([!it.gates.breaker, !it.gates.pacing])] ??= { shut: null, openMs: nowMs })
      if (signal?.aborted) return turned('aborted', null)
      if (gate.openMs <= nowMs && line.calls.every(({ fromMs }) => fromMs > nowMs)) {
        const answer = it.ask()
        if (answer.ok) return answer
        if (answer.isFinal) return turned('closed', answer)
        close(line, gate, answer)
      }
      const place = {
        gate,
        atMs: nowMs,
        fromMs: gate.openMs > nowMs ? turnOf(gate) : nowMs,
        // an attempt that begins at the deadline cannot end before it
        endMs: Math.min(it.deadlineMs - Math.min(attemptMs, (it.deadlineMs - nowMs) / 10), nowMs + it.maxQueueMs),
      }
      if (line.calls.length >= it.maxQueue) return turned('queue_full', known(gate))
      if (isLate(place, nowMs)) return turned('closed', known(gate))
      lines.set(key, line)
      return new Promise((resolve) => {
        const call: Call = { ...it, ...place, leave }
        const abort = (): void => {
          leave(turned('aborted', null))
          rest(line)
        }
        function leave(result: Open | Turned<Shut>): void {
          signal?.removeEventListener('abort', abort)
          line.calls = line.calls.filter((other) => other !== call)
          resolve(result)
        }
        signal?.addEventListener('abort', abort)
        line.calls.push(call)
        line.calls.sort((one, other) => other.priority - one.priority)
        arm(line, Math.min(call.fromMs, call.endMs))
      })
    },
    wake(key, leastMs) {
      const line = lines.get(key)
      if (!line) return
      const [nowMs, calls] = [now(), line.calls.filter(({ gates }) => gates.breaker)]
      for (const gate of Object.values(line.gates)) gate.openMs = nowMs
      turnsAfter(calls, leastMs, nowMs, () => clock.random())
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
