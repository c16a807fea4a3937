import { expect, test } from 'vitest'
import { urlIn } from './url-in.ts'

const base = 'https://api.example.com/v1'

test.each([
  [base, '/things', `${base}/things`],
  [base, 'things', `${base}/things`],
  [`${base}/`, '/things', `${base}/things`],
  [`${base}//`, 'things?a=//b', `${base}/things?a=//b`],
  [base, '', base],
  [undefined, '/things', '/things'],
  ['', 'things', 'things'],
  [base, 'https://other.test/things', 'https://other.test/things'],
  [base, 'HTTPS://other.test', 'HTTPS://other.test'],
  [base, '//other.test/things', '//other.test/things'],
])('%s and %s are %s', (from, url, expected) => {
  expect(urlIn(from, url)).toBe(expected)
})

test('where all go below the base, a URL with a host of its own does too', () => {
  expect(urlIn(base, 'https://other.test/things', true)).toBe(`${base}/https://other.test/things`)
  expect(urlIn(base, '//other.test/things', true)).toBe(`${base}/other.test/things`)
})
