import type { LogEntry } from './log.ts'
import type { Script, Step, StepChooser } from './steps.ts'

export type ScriptOptions = {
  /** What follows the last step. Default 'repeat_last'. */
  readonly then?: 'repeat_last' | 'fail'
}

export type Line = {
  readonly route: string
  readonly log: LogEntry[]
  readonly next: (path: string) => Step | StepChooser | undefined
}

export type Routes = {
  readonly add: (steps: Script, options?: ScriptOptions) => Line
  readonly find: (path: string) => Line | undefined
}

export const createRoutes = (): Routes => {
  const lines = new Map<string, Line>()
  return {
    add: (steps, options = {}) => {
      const line = createLine(`/r${lines.size + 1}`, steps, options)
      lines.set(line.route, line)
      return line
    },
    find: (path) => lines.get(/^\/r\d+(?=[/?]|$)/.exec(path)?.[0] ?? ''),
  }
}

/** Where a redirect loop leads: below the script, and answered without playing a step. */
export const hopPath = (route: string, hop: number): string => `${route}/redirect-loop?hop=${hop}`

const createLine = (route: string, steps: Script, { then = 'repeat_last' }: ScriptOptions): Line => {
  let played = 0
  let loop: Step | undefined

  const next: Line['next'] = (path) => {
    if (loop !== undefined && path.startsWith(`${route}/redirect-loop?`)) return loop
    const step = steps[played] ?? (then === 'repeat_last' ? steps.at(-1) : undefined)
    played += 1
    if (typeof step === 'object' && step.step === 'redirectLoop') loop = step
    return step
  }

  return { route, log: [], next }
}
