import { expect, test } from 'vitest'
import { withoutTags } from './tags.ts'

test.each([
  ['plain', 'plain'],
  ['3 < 4 and 5 > 4', '3 < 4 and 5 > 4'],
  ['data for [<http_request>] of <model>', 'data for [<http_request>] of <model>'],
  ['<b>Bold</b> and <a href="javascript:x">a link</a>', 'Bold and a link'],
  ['one<br/>two<BR>three', 'onetwothree'],
  ['<script>alert(1)</script>', 'alert(1)'],
  ['cut <a href="x', 'cut '],
  ['<<b>b>x', 'b>x'],
  ['<sc<script>ript>x', 'script>x'],
  ['a <breadcrumb> and <pretty>', 'a <breadcrumb> and <pretty>'],
  ['<h1>Bad Gateway</h1><H3>nginx</H3>', 'Bad Gatewaynginx'],
  ['<A HREF="x">a link</A>', 'a link'],
  ['one<br\u00a0/>two<br\\>three', 'onetwothree'],
  ['zone <az> of <AZ>', 'zone <az> of <AZ>'],
  ['between <a0> and <b9>', 'between <a0> and <b9>'],
  ['no <buttons>, no <strongest>', 'no <buttons>, no <strongest>'],
  ['a <> b </> c', 'a <> b </> c'],
])('%j reads %j', (text, expected) => {
  expect(withoutTags(text)).toBe(expected)
})
