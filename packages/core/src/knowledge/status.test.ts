import { describe, expect, test } from 'vitest'
import type { Kind } from '../nouns/fault.ts'
import { ofStatus } from './status.ts'

/** Kind and retryable by status: the design's table of kinds first, then what its sources say of the others. */
const table: readonly (readonly [status: number, kind: Kind, retryable: boolean])[] = [
  [400, 'validation', false],
  [422, 'validation', false],
  [401, 'authentication', false],
  [403, 'permission', false],
  [402, 'quota', false],
  [404, 'not_found', false],
  [410, 'gone', false],
  [409, 'conflict', false],
  [412, 'conflict', false],
  [428, 'conflict', false],
  [413, 'too_large', false],
  [414, 'too_large', false],
  [431, 'too_large', false],
  [405, 'unsupported', false],
  [406, 'unsupported', false],
  [415, 'unsupported', false],
  [501, 'unsupported', false],
  [505, 'unsupported', false],
  [451, 'content_policy', false],
  [429, 'rate_limit', true],
  [408, 'timeout', true],
  [504, 'timeout', true],
  [544, 'timeout', true],
  [509, 'rate_limit', true],
  [499, 'timeout', true],
  [503, 'overloaded', true],
  [529, 'overloaded', true],
  [500, 'server', true],
  [502, 'server', true],
  [520, 'server', true],
  [521, 'server', true],
  [522, 'server', true],
  [523, 'server', true],
  [524, 'server', true],
  [525, 'server', true],
  [526, 'server', true],
  [527, 'server', true],
  [407, 'authentication', false], // RFC 9110, 15.5.8: to the proxy
  [411, 'validation', false], // RFC 9110, 15.5.12
  [416, 'validation', false], // RFC 9110, 15.5.17
  [417, 'unsupported', false], // RFC 9110, 15.5.18
  [421, 'network', true], // RFC 9110, 15.5.20: may be repeated over another connection
  [423, 'conflict', false], // RFC 4918, 11.3
  [424, 'conflict', false], // RFC 4918, 11.4
  [425, 'conflict', true], // RFC 8470, 5.2: sent again once the handshake is done
  [426, 'unsupported', false], // RFC 9110, 15.5.22
  [506, 'server', false], // RFC 2295, 8.1
  [507, 'server', false], // RFC 4918, 11.5
  [508, 'server', false], // RFC 5842, 7.2
  [510, 'unsupported', false], // RFC 2774, 7
  [511, 'network', false], // RFC 6585, 6
  [530, 'server', true], // Cloudflare
  [419, 'authentication', false], // Laravel
  [420, 'rate_limit', true], // Twitter's first API
  [440, 'authentication', false], // IIS
  [460, 'timeout', true], // AWS load balancers
  [494, 'too_large', false], // nginx
  [495, 'authentication', false], // nginx
  [496, 'authentication', false], // nginx
  [498, 'authentication', false], // Esri
  [561, 'authentication', false], // AWS load balancers
]

describe('ofStatus', () => {
  test.each(table)('reads %i as %s, retryable %s', (status, kind, retryable) => {
    expect(ofStatus(status)).toEqual([kind, retryable])
  })

  test.each([
    [399, 'unknown', false],
    [300, 'unknown', false],
    [432, 'validation', false],
    [497, 'validation', false],
    [550, 'server', true],
    [599, 'server', true],
    [999, 'server', true],
  ] as const)('reads %i, which nobody registered, as its class', (status, kind, retryable) => {
    expect(ofStatus(status)).toEqual([kind, retryable])
  })
})
