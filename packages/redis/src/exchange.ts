import { type Run, says } from './client.ts'
import { type Commands, createCommands } from './commands.ts'
import { isDirty, numberPending, settle } from './copy.ts'
import { type Reply, type Timed, compare, compared, swap, swapped } from './script.ts'
import type { ServerTime } from './server-time.ts'
import type { Shared } from './shared.ts'

/**
 * `conflict`: there is more to write, over what is there now. `seen`: the copy is what is shared, and the steps that came meanwhile.
 * `foreign`: something else lies there.
 */
export type Outcome = 'written' | 'conflict' | 'seen' | 'foreign' | 'failed'

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
  /**
   * Compares copies that have nothing to write, many by one command: in a cluster that takes those of one slot only, each by its own.
   * Answers how many of them were taken.
   */
  compare(copies: readonly Shared[], sentMs: number): number
  isStuck: Commands['isStuck']
}>

/** Keys that one command compares: a fraction of a millisecond of the server's time. */
const mostTogether = 250
/** Commands that compare one key each, at a time. */
const mostApart = 250

export function createExchange(settings: ExchangeSettings): Exchange {
  const { run, writer, time, clock, timeoutMs, onTimeBack, onOutcome } = settings
  const commands = createCommands(timeoutMs)
  let [orders, writes] = [0, 0]
  let isApart = false

  return {
    isStuck: commands.isStuck,
    send,
    compare(copies, sentMs) {
      const together = isApart ? 1 : mostTogether
      const most = Math.min(copies.length, isApart ? mostApart : Infinity)
      for (let from = 0; from < most; from += together) compareAll(copies.slice(from, from + together), sentMs)
      return most
    },
  }

  function compareAll(copies: readonly Shared[], sentMs: number): void {
    const [first, second] = copies
    if (first && !second) return send(first, sentMs)
    const all = copies.map((copy) => [copy, begin(copy, 0, sentMs)] as const)
    const [keys, bases] = [copies.map(({ key }) => key), copies.map(({ base }) => base)]
    const each = (tell: (copy: Shared, sent: Sent, index: number) => void): void =>
      all.forEach(([copy, sent], index) => tell(copy, sent, index))
    const again = (copy: Shared, sent: Sent): false | void => copy.sent === sent && send(copy, clock.monotonic())
    commands.send(
      async () => timed(compared(await run(compare, keys, bases)), sentMs),
      (others) =>
        each((copy, sent, index) => {
          const other = others.get(index)
          if (other === null) again(copy, sent)
          else heard(copy, sent, { written: false, mine: 0, other, isForeign: false })
        }),
      (error) => {
        isApart ||= says(error, 'CROSSSLOT')
        each(isApart ? again : failed)
      },
      sentMs,
    )
  }

  function send(copy: Shared, sentMs: number): void {
    const isWrite = isDirty(copy) && !copy.isEarly && time.isKnown()
    const sent = begin(copy, isWrite ? ++writes : 0, sentMs)
    const { base, write } = sent
    if (isWrite) numberPending(copy, write)
    commands.send(
      async () => {
        const ttlMs = Math.ceil(copy.endMs - sentMs)
        const state = isWrite ? JSON.stringify(copy.state) : ''
        const values = [base, writer, String(write), String(ttlMs), state, String(copy.atMs)]
        return timed(swapped(await run(swap, [copy.key], values)), sentMs)
      },
      (reply) => heard(copy, sent, reply),
      () => failed(copy, sent),
      sentMs,
    )
  }

  function begin(copy: Shared, write: number, sentMs: number): Sent {
    const sent = { order: ++orders, write, base: copy.base, wasEarly: copy.isEarly, sentMs }
    copy.sent = sent
    return sent
  }

  function timed<Value>([timeMs, value]: Timed<Value>, sentMs: number): Value {
    if (!time.learn(timeMs, sentMs, clock.monotonic())) onTimeBack()
    return value
  }

  function heard(copy: Shared, sent: Sent, reply: Reply): void {
    const localMs = clock.monotonic()
    // an answer that was overtaken tells of the past
    if (sent.order < copy.heard) return
    copy.heard = sent.order
    copy.seenMs = sent.sentMs
    settle(copy, reply, sent.base, `${writer}:${sent.write}`, time, localMs)
    if (copy.sent === sent) copy.sent = undefined
    const isLeft = isDirty(copy) && (sent.write > 0 || sent.wasEarly)
    const { written, isForeign } = reply
    const outcome = isForeign ? 'foreign' : written ? 'written' : isLeft ? 'conflict' : 'seen'
    onOutcome(copy, outcome, localMs - sent.sentMs > timeoutMs)
  }

  function failed(copy: Shared, sent: Sent): void {
    if (copy.sent !== sent) return
    copy.sent = undefined
    onOutcome(copy, 'failed', true)
  }
}

type Sent = Readonly<{ order: number; write: number; base: string; wasEarly: boolean; sentMs: number }>
