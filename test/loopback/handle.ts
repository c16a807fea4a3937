import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connections } from './connections.ts'
import type { Exchange } from './exchange.ts'
import type { Log, Outcome } from './log.ts'
import { isStep, play, stepNames } from './play.ts'
import type { Routes } from './routes.ts'
import { beforeBody, type Step } from './steps.ts'
import type { Timers } from './timers.ts'

/** A request that no script expected: the test is wrong, or the client under test is. */
export type Mistake = { readonly index: number; readonly path: string; readonly problem: string }

type World = {
  readonly log: Log
  readonly routes: Routes
  readonly timers: Timers
  readonly mistakes: Mistake[]
  readonly connections: () => Connections
  readonly isClosing: () => boolean
  readonly changed: () => void
}

export const createHandler =
  (world: World) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? ''
    const line = world.routes.find(path)
    const entry = world.log.open(request, line?.route ?? '')
    line?.log.push(entry)
    const choice = line?.next(path)
    if (typeof choice === 'function') entry.step = 'function'
    else if (isStep(choice)) entry.step = choice.step
    world.changed()

    const settle = (outcome: Outcome): void => {
      entry.outcome = outcome
      world.changed()
    }
    let endedHere = false
    const reset = (): void => {
      endedHere = true
      world.connections().reset(request.socket)
    }
    const exchange: Exchange = { request, response, entry, timers: world.timers, log: world.log, settle, reset }
    response.once('close', () => endedHere || world.isClosing() || noteDeparture(exchange))

    const fail = (problem: string): void => {
      world.mistakes.push({ index: entry.index, path, problem })
      settle('mistake')
      if (response.headersSent) return void request.socket.destroy()
      for (const name of response.getHeaderNames()) response.removeHeader(name)
      response.writeHead(599, { 'content-type': 'application/json' }).end(JSON.stringify({ mistake: problem }))
    }

    const perform = (step: Step): void => {
      try {
        play(step, exchange)
      } catch (error) {
        fail(`The step '${step.step}' cannot be played: ${String(error)}`)
      }
    }

    const begin = (step: Step): void => {
      if (response.destroyed) return
      if (step.afterMs === undefined) return perform(step)
      response.once(
        'close',
        world.timers.after(step.afterMs, () => perform(step)),
      )
    }

    const afterBody = (task: () => void): void => world.log.readBody(request, entry, task)
    const fault = (problem: string): void => afterBody(() => fail(problem))

    if (line === undefined) return fault(`No script has the path ${path}.`)
    if (choice === undefined) return fault(`The script of ${line.route} has no step left for this request.`)
    if (typeof choice === 'function') {
      return afterBody(() => {
        const chosen = choose(() => choice(entry))
        if (typeof chosen === 'string') return fail(chosen)
        entry.step = chosen.step
        begin(chosen)
      })
    }
    if (!isStep(choice)) return fault(`${JSON.stringify(choice)} is no step. Steps: ${stepNames.join(', ')}.`)
    if (beforeBody.has(choice.step)) begin(choice)
    else afterBody(() => begin(choice))
  }

const choose = (make: () => unknown): Step | string => {
  try {
    const chosen = make()
    if (!isStep(chosen)) return `A function step gave ${JSON.stringify(chosen)}, which is no step.`
    return beforeBody.has(chosen.step) ? `'${chosen.step}' plays before the body, a function step after it.` : chosen
  } catch (error) {
    return `A function step threw: ${String(error)}`
  }
}

const endedByServer: ReadonlySet<Outcome> = new Set<Outcome>(['closed', 'truncated', 'garbled', 'mistake'])

const noteDeparture = ({ response, entry, log, settle }: Exchange): void => {
  if (response.writableFinished || endedByServer.has(entry.outcome)) return
  entry.clientClosedAtMs = log.now()
  settle(entry.outcome === 'pending' || entry.outcome === 'answered' ? 'aborted' : entry.outcome)
}
