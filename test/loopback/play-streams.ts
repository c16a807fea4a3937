import { gzipSync } from 'node:zlib'
import { type Exchange, setHead } from './exchange.ts'
import type { StepOf } from './steps.ts'

export const drip = (step: StepOf<'drip'>, exchange: Exchange): void => {
  const { response } = exchange
  setHead(exchange, step, step.status)
  if (endWithoutBody(exchange)) return
  exchange.settle('streaming')
  response.flushHeaders()
  const stop = exchange.timers.every(step.everyMs, () => {
    if (!response.writableNeedDrain) response.write('.'.repeat(step.bytes))
  })
  response.once('close', stop)
}

export const endless = (step: StepOf<'endless'>, exchange: Exchange): void => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let left = step.stopAfterBytes ?? Infinity
  setHead(exchange, step, step.status)
  exchange.settle('streaming')
  pump(exchange, () => {
    const next = chunk.subarray(0, Math.min(left, chunk.length))
    left -= next.length
    if (left === 0) exchange.settle('answered')
    return { chunk: next, last: left === 0 }
  })
}

const memberBytes = 1024 * 1024

// Members of one file unpack one after the other (RFC 1952, 2.2), so a bomb of any size is one small member repeated.
export const gzipBomb = (step: StepOf<'gzipBomb'>, exchange: Exchange): void => {
  const member = gzipSync(Buffer.alloc(memberBytes))
  let left = Math.max(1, Math.ceil(step.bytes / memberBytes))
  setHead(exchange, step, step.status, { 'content-encoding': 'gzip' })
  exchange.settle('streaming')
  pump(exchange, () => {
    left -= 1
    if (left === 0) exchange.settle('answered')
    return { chunk: member, last: left === 0 }
  })
}

const pump = (exchange: Exchange, next: () => { chunk: Buffer; last: boolean }): void => {
  if (endWithoutBody(exchange)) return
  const { response } = exchange
  const fill = (): void => {
    while (!response.destroyed) {
      const { chunk, last } = next()
      if (last) return void response.end(chunk)
      if (!response.write(chunk)) return void response.once('drain', fill)
    }
  }
  fill()
}

const bodiless: ReadonlySet<number> = new Set([204, 304])

// Where HTTP allows no body, write() never asks to wait, and an endless one would block the process.
const endWithoutBody = ({ request, response, settle }: Exchange): boolean => {
  if (request.method !== 'HEAD' && !bodiless.has(response.statusCode)) return false
  settle('answered')
  response.end()
  return true
}
