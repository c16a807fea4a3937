/** The value below which this share of them lies. Of none it is NaN. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Other work on the machine only ever adds time, so a low quantile of many rounds is steadier than their middle. */
export const steady = (values: readonly number[]): number => quantile(values, 0.2)

/** How far the control may be off: beyond that the run measured the machine. */
const trusted = 0.05

/** May a measurement whose control took `control` times as long as the same thing beside it be relied upon? */
export const isConclusive = (control: number): boolean => control >= 1 - trusted && control <= 1 + trusted

/** Which lane comes when in a round: over the rounds each is first equally often, and follows the lane on either side of it. */
export function orderOf(lanes: number, round: number): readonly number[] {
  const turned = Array.from({ length: lanes }, (_, index) => (index + round) % lanes)
  return Math.floor(round / lanes) % 2 === 0 ? turned : turned.reverse()
}
