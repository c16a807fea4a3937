/** Actions by their time, then by their order. */
export type Heap = Readonly<{
  push(time: number, order: number, action: () => void): void
  pop(): () => void
  /** Infinity: there is none. */
  time(): number
  order(): number
}>

/** A binary heap in three columns: objects would be garbage by the million. */
export function createHeap(): Heap {
  const times: number[] = []
  const orders: number[] = []
  const actions: (() => void)[] = []

  const before = (time: number, order: number, at: number): boolean =>
    time < times[at]! || (time === times[at] && order < orders[at]!)

  function put(at: number, time: number, order: number, action: () => void): void {
    times[at] = time
    orders[at] = order
    actions[at] = action
  }

  const move = (to: number, from: number): void => put(to, times[from]!, orders[from]!, actions[from]!)

  return {
    push(time, order, action) {
      let at = times.length
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (!before(time, order, parent)) break
        move(at, parent)
        at = parent
      }
      put(at, time, order, action)
    },
    pop() {
      const top = actions[0]!
      const [time, order, action] = [times.pop()!, orders.pop()!, actions.pop()!]
      const size = times.length
      if (size === 0) return top
      let at = 0
      for (let child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && before(times[child + 1]!, orders[child + 1]!, child)) child++
        if (before(time, order, child)) break
        move(at, child)
        at = child
      }
      put(at, time, order, action)
      return top
    },
    time: () => times[0] ?? Infinity,
    order: () => orders[0] ?? Infinity,
  }
}

/** The same for actions that come in the order of their times, as time limits of one length do: at no cost. */
export function createLane(): Heap {
  let [times, orders, actions]: [number[], number[], (() => void)[]] = [[], [], []]
  let head = 0
  return {
    push(time, order, action) {
      times.push(time)
      orders.push(order)
      actions.push(action)
    },
    pop() {
      const action = actions[head++]!
      if (head > 4096 && head * 2 > times.length) {
        ;[times, orders, actions] = [times.slice(head), orders.slice(head), actions.slice(head)]
        head = 0
      }
      return action
    },
    time: () => times[head] ?? Infinity,
    order: () => orders[head] ?? Infinity,
  }
}
