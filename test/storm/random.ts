export type Random = () => number

/** A seeded generator of numbers from 0 up to, and without, 1: sfc32 by Chris Doty-Humphrey (PractRand), seeded as he does. */
export function randomOf(seed: number, stream = 0): Random {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x9e3779b9 | 0, 1]
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 15; round++) next()
  return next
}

/** A draw from the exponential distribution: the time between arrivals, or that a piece of work takes. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random())
