/** A value, or the sentence that tells the user what was wrong with the input. */
export type Result<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; problem: string }>

export const good = <T>(value: T): Result<T> => ({ ok: true, value })
export const bad = (problem: string): Result<never> => ({ ok: false, problem })
