/** What a scene has seen. `bound` empty: it is shown, and judged by nothing. */
export type Check = Readonly<{ scene: string; what: string; seen: string; bound: string; holds: boolean }>

/** `heldUpMs`: the longest time that a process stood still meanwhile. */
export type Played = Readonly<{ checks: readonly Check[]; heldUpMs: number }>

/** Checks of one scene. */
export type Judge = Readonly<{
  show(what: string, seen: number | string): Check
  equal(what: string, seen: number | string, wanted: number | string): Check
  least(what: string, seen: number, bound: number, unit?: string): Check
  most(what: string, seen: number, bound: number, unit?: string): Check
}>

export function judgeOf(scene: string): Judge {
  const check = (what: string, seen: number | string, bound: string, holds: boolean): Check => ({
    scene,
    what,
    seen: typeof seen === 'number' ? String(Math.round(seen * 10) / 10) : seen,
    bound,
    holds,
  })
  return {
    show: (what, seen) => check(what, seen, '', true),
    equal: (what, seen, wanted) => check(what, seen, `= ${wanted}`, seen === wanted),
    least: (what, seen, bound, unit = '') => check(what, seen, `>= ${bound}${unit}`, seen >= bound),
    most: (what, seen, bound, unit = '') => check(what, seen, `<= ${bound}${unit}`, seen <= bound),
  }
}

export function drawChecks(checks: readonly Check[]): readonly string[] {
  const wide = (name: 'what' | 'seen' | 'bound'): number => Math.max(...checks.map((check) => check[name].length))
  const [whatWidth, seenWidth, boundWidth] = [wide('what'), wide('seen'), wide('bound')]
  return checks.flatMap(({ scene, what, seen, bound, holds }, index) => [
    ...(checks[index - 1]?.scene === scene ? [] : ['', scene]),
    `  ${bound === '' ? '     ' : holds ? 'holds' : 'FAILS'}  ${what.padEnd(whatWidth)}  ${seen.padStart(seenWidth)}  ${bound.padEnd(boundWidth)}`.trimEnd(),
  ])
}
