/**
 * Takes the garbage of one batch out of the next one's time. Only the young: a full collection also clears what optimised code holds
 * weakly, and the batch would be measured while it is compiled anew (`--trace-deopt`: "embedded weak objects cleared").
 */
export function collectYoung(): void {
  if (globalThis.gc === undefined) throw new Error('node runs without --expose-gc')
  globalThis.gc({ type: 'minor' })
}
