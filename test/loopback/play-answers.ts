import { bytesOf, type Exchange, resetSoon, setHead, typeOf } from './exchange.ts'
import { hopPath } from './routes.ts'
import type { StepOf } from './steps.ts'

export const answer = (step: StepOf<'answer'>, exchange: Exchange): void => {
  setHead(exchange, step, step.status, typeOf(step))
  exchange.settle('answered')
  exchange.response.end(bytesOf(step))
}

export const closeAfterAnswer = (step: StepOf<'closeAfterAnswer'>, exchange: Exchange): void => {
  exchange.response.once('finish', () => exchange.request.socket.destroySoon())
  answer({ ...step, step: 'answer' }, exchange)
}

export const earlyAnswer = (step: StepOf<'earlyAnswer'>, exchange: Exchange): void => {
  if (step.afterwards === 'reset') return answerThenReset(step, exchange)
  exchange.response.once('finish', () => exchange.log.readBody(exchange.request, exchange.entry, () => {}))
  answer({ ...step, step: 'answer', status: step.status ?? 413 }, exchange)
}

// Never ended, as node:http would close first. Announced, so that no later request is there when the RST comes.
const answerThenReset = (step: StepOf<'earlyAnswer'>, exchange: Exchange): void => {
  const body = bytesOf(step)
  const length = { 'content-length': String(body.length), connection: 'close' }
  setHead(exchange, step, 413, { ...typeOf(step), ...length })
  exchange.settle('answered')
  exchange.response.flushHeaders()
  if (body.length > 0) exchange.response.write(body)
  resetSoon(exchange)
}

export const redirectLoop = (step: StepOf<'redirectLoop'>, exchange: Exchange): void => {
  const location = hopPath(exchange.entry.route, exchange.entry.index + 1)
  answer({ ...step, step: 'answer', status: step.status ?? 302, headers: { location, ...step.headers } }, exchange)
}

export const headerOverflow = (step: StepOf<'headerOverflow'>, exchange: Exchange): void => {
  const headers = { ...step.headers, 'x-overflow': 'x'.repeat(step.bytes ?? 65 * 1024) }
  answer({ ...step, step: 'answer', status: step.status ?? 200, headers }, exchange)
}

export const badGzip = (step: StepOf<'badGzip'>, exchange: Exchange): void =>
  answer(
    { ...step, step: 'answer', headers: { ...step.headers, 'content-encoding': 'gzip' }, body: 'not gzip' },
    exchange,
  )
