import { describe, expect, test } from 'vitest'
import { targetOf } from './target.ts'

describe('the target of a request', () => {
  test.each([
    ['https://api.example.com/v1/things?key=hunter2#part', 'https://api.example.com', 'api.example.com', '/v1/things'],
    ['https://user:hunter2@API.example.com:8443/x', 'https://api.example.com:8443', 'api.example.com:8443', '/x'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', '127.0.0.1:3000', '/'],
    ['https://api.example.com:443/x', 'https://api.example.com', 'api.example.com', '/x'],
    ['app://bundle/index.html', 'app://bundle', 'bundle', '/index.html'],
    ['blob:https://api.example.com/0c3f', 'https://api.example.com', '', 'https://api.example.com/0c3f'],
    ['/things?key=hunter2', '', '', '/things'],
    ['/things#hunter2', '', '', '/things'],
    ['/things\n?a=hunter2\nb', '', '', '/things\n'],
    ['things', '', '', 'things'],
    ['', '', '', ''],
    ['https://', '', '', 'https://'],
  ])('%j has no query, no userinfo and no fragment', (url, origin, host, endpoint) => {
    expect(targetOf(url)).toEqual({ origin, host, endpoint })
  })

  test('is cut where a URL is no URL, and long', () => {
    expect(targetOf(`/${'x'.repeat(5_000)}`).endpoint).toHaveLength(2_048)
  })
})
