import { type Shared, sharedOf } from './shared.ts'

/** The local copies, the one used last at the end. */
export type Copies = Readonly<{
  /** The copy of a key, which is now the one used last. */
  find(key: string): Shared | undefined
  add(key: string): Shared
  remove(copy: Shared): void
  forget(): void
  keys(): readonly string[]
  /** Without use of it. */
  peek(key: string): Shared | undefined
  all(): Iterable<Shared>
}>

export function createCopies(maxKeys: number): Copies {
  const copies = new Map<string, Shared>()
  let last: Shared | undefined

  return {
    find(key) {
      if (last?.key === key) return last
      const copy = copies.get(key)
      if (copy === undefined) return undefined
      copies.delete(key)
      copies.set(key, copy)
      return (last = copy)
    },
    add(key) {
      const oldest = copies.size < maxKeys ? undefined : copies.keys().next().value
      if (oldest !== undefined) copies.delete(oldest)
      copies.set(key, (last = sharedOf(key)))
      return last
    },
    remove(copy) {
      if (copies.get(copy.key) === copy) copies.delete(copy.key)
      if (last === copy) last = undefined
    },
    forget() {
      copies.clear()
      last = undefined
    },
    keys: () => [...copies.keys()],
    peek: (key) => copies.get(key),
    all: () => copies.values(),
  }
}
