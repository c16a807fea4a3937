/** Are they the same type, and not only assignable to one another? The compiler compares two conditional types by what they ask about. */
export type Equal<One, Other> =
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- left open, so that both questions stay unanswered
  (<Open>() => Open extends One ? 1 : 2) extends <Open>() => Open extends Other ? 1 : 2 ? true : false

type Anything = ReturnType<typeof JSON.parse>
export const isItself: Equal<User, { name: string }> = true
export const isNotAnything: Equal<Anything, User> = false
export const isNotFromAnything: Equal<User, Anything> = false
export const isNotMore: Equal<User, User & { age: number }> = false
export const isNotMaybe: Equal<User, User | undefined> = false

export type User = { name: string }
