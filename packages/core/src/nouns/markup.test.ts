import { describe, expect, test } from 'vitest'
import { decoded, withoutCdata } from './markup.ts'

describe('decoded', () => {
  test.each([
    ['a &amp; b &lt;c&gt; &quot;&apos;&nbsp;', 'a & b <c> "\' '],
    ['&#65;&#x42;&#x1f600;', 'AB\u{1f600}'],
    ['&amp;lt;', '&lt;'],
    [
      '&unknown; &constructor; & &; &#; &#x; &#xffffff; &#9999999;',
      '&unknown; &constructor; & &; &#; &#x; &#xffffff; &#9999999;',
    ],
  ])('reads the well-known entities once, and leaves the others: %s', (text, expected) => {
    expect(decoded(text)).toBe(expected)
  })
})

describe('withoutCdata', () => {
  test.each([
    ['<a><![CDATA[x < y & z]]></a>', '<a>x &lt; y &amp; z</a>'],
    ['<![CDATA[1]]>-<![CDATA[<2>]]>', '1-&lt;2>'],
    ['<![CDATA[]]><b>', '<b>'],
    ['<![CDATA[never ends', 'never ends'],
    ['nothing & <b>', 'nothing & <b>'],
  ])('makes ordinary text of %s', (markup, expected) => {
    expect(withoutCdata(markup)).toBe(expected)
  })
})
