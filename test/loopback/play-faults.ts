import { bytesOf, type Exchange, resetSoon, setHead, typeOf } from './exchange.ts'
import type { StepOf } from './steps.ts'

export const reset = (_step: StepOf<'reset'>, exchange: Exchange): void => {
  exchange.settle('reset')
  exchange.reset()
}

export const resetDuringBody = (step: StepOf<'resetDuringBody'>, exchange: Exchange): void => {
  const hit = (): void => reset({ ...step, step: 'reset' }, exchange)
  exchange.log.readBody(exchange.request, exchange.entry, hit)
  exchange.request.once('data', hit)
}

export const close = (_step: StepOf<'close'>, exchange: Exchange): void => {
  exchange.settle('closed')
  exchange.request.socket.destroySoon()
}

export const hang = (_step: StepOf<'hang'>, exchange: Exchange): void => exchange.settle('hung')

export const slowHeaders = (_step: StepOf<'slowHeaders'>, exchange: Exchange): void => {
  exchange.settle('hung')
  exchange.request.socket.write('HTTP/1.1 20')
}

export const garbage = (_step: StepOf<'garbage'>, exchange: Exchange): void => {
  exchange.settle('garbled')
  exchange.request.socket.write('This is no HTTP at all.\r\n\r\n')
  exchange.request.socket.destroySoon()
}

export const truncate = (step: StepOf<'truncate'>, exchange: Exchange): void => {
  const { response } = exchange
  const body = bytesOf(step)
  const length = step.chunked === true ? {} : { 'content-length': String(body.length) }
  setHead(exchange, step, step.status, { ...typeOf(step), ...length })
  exchange.settle('truncated')
  response.flushHeaders()
  if (step.sendBytes > 0) response.write(body.subarray(0, step.sendBytes))
  if (step.end === 'reset') resetSoon(exchange)
  else exchange.request.socket.destroySoon()
}
