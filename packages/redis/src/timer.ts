/** Runs after so long, and keeps no process alive. Answers with what stops it. */
export function after(ms: number, run: () => void): () => void {
  const timer: unknown = setTimeout(run, Math.max(0, ms))
  ;(timer as { unref?: () => void }).unref?.()
  return () => clearTimeout(timer as number)
}
