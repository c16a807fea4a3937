import type { Run } from './client.ts'
import { isDirty, numberPending, settle } from './copy.ts'
import { replyOf } from './script.ts'
import type { ServerTime } from './server-time.ts'
import type { Shared } from './shared.ts'
import { after } from './timer.ts'

/** `conflict`: there is more to write, over what is there now. `seen`: the copy is what is shared, and the steps that came meanwhile. */
export type Outcome = 'written' | 'conflict' | 'seen' | 'failed'

export type ExchangeSettings = Readonly<{
  run: Run
  writer: string
  time: ServerTime
  clock: Readonly<{ monotonic(): number }>
  timeoutMs: number
  /** The server's clock went far back. */
  onTimeBack(): void
  /** Told of each command, and once more where an answer comes after its time. */
  onOutcome(copy: Shared, outcome: Outcome, isLate: boolean): void
}>

export type Exchange = Readonly<{
  /** Compares a copy with the shared record, and writes what there is to write. One command. */
  send(copy: Shared, sentMs: number): void
  /** Are there commands that got neither an answer nor an error in time? */
  isStuck(localMs: number): boolean
}>

/** A client may keep commands until it is connected again: with so many of them no further one is sent after a failure. */
const mostStuck = 8
const stuckMs = 30_000

export function createExchange(settings: ExchangeSettings): Exchange {
  const { run, writer, time, clock, timeoutMs, onTimeBack, onOutcome } = settings
  const stuck = new Map<object, number>()
  let [orders, writes] = [0, 0]

  return {
    isStuck(localMs) {
      for (const [sent, sentMs] of stuck) if (sentMs + stuckMs < localMs) stuck.delete(sent)
      return stuck.size >= mostStuck
    },
    send(copy, sentMs) {
      const isWrite = isDirty(copy) && !copy.isEarly && time.isKnown()
      const sent = { order: ++orders, write: isWrite ? ++writes : 0, base: copy.base, wasEarly: copy.isEarly, sentMs }
      if (isWrite) numberPending(copy, sent.write)
      copy.sent = sent
      const stop = after(timeoutMs, () => {
        stuck.set(sent, sentMs)
        failed(copy, sent)
      })
      const settled = (): void => {
        stop()
        stuck.delete(sent)
      }
      ask(copy, sent)
        .finally(settled)
        .then((answer) => heard(copy, sent, answer))
        .catch(() => failed(copy, sent))
    },
  }

  async function ask(copy: Shared, { base, write, sentMs }: Sent): Promise<unknown> {
    const ttlMs = Math.ceil(copy.endMs - sentMs)
    const state = write > 0 ? JSON.stringify(copy.state) : ''
    return run(copy.key, [base, writer, String(write), String(ttlMs), state, String(copy.atMs)])
  }

  function heard(copy: Shared, sent: Sent, answer: unknown): void {
    const reply = replyOf(answer)
    const localMs = clock.monotonic()
    if (!time.learn(reply.timeMs, sent.sentMs, localMs)) onTimeBack()
    // an answer that was overtaken tells of the past
    if (sent.order < copy.heard) return
    copy.heard = sent.order
    copy.seenMs = sent.sentMs
    settle(copy, reply, sent.base, `${writer}:${sent.write}`, time, localMs)
    if (copy.sent === sent) copy.sent = undefined
    const isLeft = isDirty(copy) && (sent.write > 0 || sent.wasEarly)
    onOutcome(copy, reply.written ? 'written' : isLeft ? 'conflict' : 'seen', localMs - sent.sentMs > timeoutMs)
  }

  function failed(copy: Shared, sent: Sent): void {
    if (copy.sent !== sent) return
    copy.sent = undefined
    onOutcome(copy, 'failed', true)
  }
}

type Sent = Readonly<{ order: number; write: number; base: string; wasEarly: boolean; sentMs: number }>
