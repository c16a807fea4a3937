import {
  type CallInfo,
  type Engine,
  RecourseError,
  type RecourseEvent,
  type RecourseOptions,
  type Refusal,
  type Ticket,
  createEngine,
  decisionOf,
  faultOf,
  isFinal,
} from '@recourse/core'
import { describe, expect, test } from 'vitest'
import { faultWith } from '../fixtures/nouns.ts'
import { type RecordingClock, recordingClock } from './clock.ts'
import { type Driver, type DriverRequest, type Outcome, plainGet } from './drivers/driver.ts'
import { drivers } from './drivers/index.ts'
import { quick, ungated } from './scenarios/build.ts'
import { type Stage, socketStage } from './stage.ts'
import { failed, fine, json, text } from './steps.ts'
import { shorthand } from './verify.ts'

type Leave = Ticket | Refusal
/** What stands before an attempt, and may hold it: `pass` asks the engine. */
type Gate = (pass: () => Leave, call: CallInfo | Ticket) => Leave | Promise<Leave>

type Play = Readonly<{
  stage: Stage
  told: readonly RecourseEvent[]
  clock: RecordingClock
  call(over?: Partial<DriverRequest>): Promise<Outcome>
  end(): Promise<void>
}>

/** A client whose engine asks this gate before each attempt. */
async function play(driver: Driver, server: Parameters<typeof socketStage>[0], gate: Gate): Promise<Play> {
  const stage = await socketStage(server)
  const told: RecourseEvent[] = []
  const clock = recordingClock(60)
  const onEvent = (event: RecourseEvent): void => {
    told.push(event)
    if (event.type === 'retry') clock.announce(event.delayMs)
  }
  const engine = createEngine({ policy: { ...quick, ...ungated }, clock, onEvent })
  const admit: Engine['admit'] = (call) => gate(() => engine.admit(call) as Leave, call)
  // the drivers read the clock of their options
  const made = driver.make({ ...engine, admit, clock } as RecourseOptions)
  const request: DriverRequest = {
    ...plainGet,
    url: stage.url,
  }
  const end = async (): Promise<void> => {
    await made.close()
    await stage.close()
  }
  return { stage, told, clock, call: (over) => made.call({ ...request, ...over }), end }
}

const refusal = (reason: Refusal['reason']): Refusal => ({ ok: false, reason, fault: faultWith({ status: null }) })
const isFirst = (call: CallInfo | Ticket): boolean => !('ok' in call)

function deferred<T>(): Readonly<{ promise: Promise<T>; resolve: (value: T) => void }> {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}

/** Holds what it is asked to hold until it is let go. */
function hold(): Readonly<{ gate: Gate; held: Promise<void>; let: (leave?: Refusal) => void }> {
  const arrived = deferred<void>()
  const released = deferred<Refusal | undefined>()
  return {
    gate: async (pass) => {
      arrived.resolve()
      return (await released.promise) ?? pass()
    },
    held: arrived.promise,
    let: released.resolve,
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** An error body that a client parses, and one that it does not. */
const errors = { json: json(503, { error: { message: 'closed' } }), text: text(503, 'closed for today') }

/** Their clients go round once more to end the call, past hooks of the caller's. */
const roundAgain: ReadonlySet<string> = new Set(['axios-retry', 'ky without throwHttpErrors'])

describe.each(drivers)('$name', (driver) => {
  test('a call that is refused before anything is sent rejects with RecourseError, and nothing is on the wire', async () => {
    for (const gate of [() => refusal('throttled'), async () => refusal('queue_full')] as Gate[]) {
      const { stage, call, end } = await play(driver, [fine], gate)
      const { thrown, subject } = await call()
      expect(thrown).toBe(true)
      expect(subject).toBeInstanceOf(RecourseError)
      expect((subject as RecourseError).reason).toMatch(/throttled|queue_full/)
      expect(isFinal(subject)).toBe(true)
      expect(stage.requests).toHaveLength(0)
      await end()
    }
  })

  test('a call that is held goes out once it is let go', async () => {
    const { gate, held, let: letGo } = hold()
    const { stage, call, told, end } = await play(driver, [fine], gate)
    const calling = call()
    await held
    await pause(20)
    expect(stage.requests).toHaveLength(0)
    letGo()
    expect(await calling).toMatchObject({ thrown: false, status: 200 })
    expect(stage.requests).toHaveLength(1)
    expect(told.map(shorthand)).toEqual(['attempt 1'])
    await end()
  })

  test('a caller who stops while the call is held is obeyed as in a wait', async () => {
    for (const when of ['first', 'next'] as const) {
      const { gate, held, let: letGo } = hold()
      const { stage, call, end } = await play(driver, [failed(503, { 'retry-after-ms': '1' }), fine], (pass, asked) =>
        isFirst(asked) === (when === 'first') ? gate(pass, asked) : pass(),
      )
      const controller = new AbortController()
      const calling = call({ signal: controller.signal })
      await held
      controller.abort()
      letGo(refusal('aborted'))
      const { thrown, subject } = await calling
      expect(thrown).toBe(true)
      expect((subject as Error).name).toBe(driver.errorNames.aborted)
      expect(subject).not.toBeInstanceOf(RecourseError)
      expect(stage.requests).toHaveLength(when === 'first' ? 0 : 1)
      await end()
    }
  })

  test.each(Object.entries(errors))(
    'a call whose next attempt is refused ends with its last answer, of %s',
    async (_name, { ...answer }) => {
      for (const held of [false, true]) {
        const again = refusal('circuit_open')
        const server = [{ ...answer, headers: { ...answer.headers, 'retry-after-ms': '2' } }]
        const bare = await play(driver, server, (pass) => pass())
        const { stage, call, told, end } = await play(driver, server, (pass, asked) =>
          isFirst(asked) ? pass() : held ? pause(5).then(() => again) : again,
        )
        const plain = await bare.call({ recourse: { maxAttempts: 1 } })
        const outcome = await call()
        expect(outcome).toMatchObject({ thrown: plain.thrown, status: 503 })
        expect(await outcome.text?.()).toBe(await plain.text?.())
        expect((outcome.subject as object).constructor).toBe((plain.subject as object).constructor)
        expect(Object.keys(outcome.subject as object)).toEqual(Object.keys(plain.subject as object))
        expect(decisionOf(outcome.subject)).toMatchObject({ retry: false, reason: 'circuit_open' })
        expect(faultOf(outcome.subject)).toBe(again.fault)
        expect(isFinal(outcome.subject)).toBe(true)
        expect(stage.requests).toHaveLength(1)
        expect(told.map(shorthand)).toEqual(['attempt 1', 'retry 1: overloaded'])
        if (!roundAgain.has(driver.name)) expect(outcome.hooks).toEqual(plain.hooks)
        await end()
        await bare.end()
      }
    },
  )

  test('a call whose next attempt is refused ends with its last error, where no answer came', async () => {
    const { stage, call, end } = await play(driver, [{ step: 'reset' }], (pass, asked) =>
      isFirst(asked) ? pass() : refusal('circuit_open'),
    )
    const { thrown, subject } = await call()
    expect(thrown).toBe(true)
    expect((subject as Error).name).toBe(driver.errorNames.network)
    expect(decisionOf(subject)).toMatchObject({ retry: false, reason: 'circuit_open' })
    expect(stage.requests).toHaveLength(1)
    await end()
  })

  test('a next attempt that is held goes out once it is let go, and the call may succeed', async () => {
    const { gate, held, let: letGo } = hold()
    const server = [failed(503, { 'retry-after-ms': '1' }), fine]
    const { stage, call, told, end } = await play(driver, server, (pass, asked) =>
      isFirst(asked) ? pass() : gate(pass, asked),
    )
    const calling = call()
    await held
    await pause(20)
    expect(stage.requests).toHaveLength(1)
    letGo()
    expect(await calling).toMatchObject({ thrown: false, status: 200 })
    expect(told.map(shorthand)).toEqual(['attempt 1', 'retry 1: overloaded', 'attempt 2', 'recovered 2'])
    await end()
  })
})
