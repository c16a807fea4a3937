import { classify } from '@recourse/core'
import type { Bar } from './bar.ts'
import type { Contender, Group, Groups, Stock } from './group.ts'

/** What it costs to tell an error by its body, beside what anybody pays who reads that body at all. */
export const groups: Groups = [
  () =>
    groupOf('JSON', json, { name: 'JSON.parse', call: (body) => JSON.parse(body) as unknown }, 1, {
      ratio: 6,
      plusNs: 3_000,
    }),
  () => groupOf('a page', page, byCharacter, 0.2, { ratio: 10 }),
  () => groupOf('64 KiB of garbage', garbage(64), byCharacter, 0.1, { ratio: 3 }),
  () => growing('JSON', (size) => `{"error":{"code":"c","message":"${'m'.repeat(size * kibibyte)}"}}`),
  () => growing('pages', (size) => page.replace('<p>', '<p>More of it.</p>\n'.repeat((size * kibibyte) / 18))),
  () => growing('garbage', garbage),
]

const kibibyte = 1_024

type Reader = Readonly<{ name: string; call: (body: string) => unknown }>

const byCharacter: Reader = {
  name: 'charCodeAt',
  call(body) {
    let sum = 0
    for (let index = 0; index < body.length; index++) sum = (sum + body.charCodeAt(index)) | 0
    return sum
  },
}

const classified: Reader = {
  name: 'classify',
  call: (body) => classify({ status: 502, url: 'https://api.example.com/v1/things', body }),
}

function groupOf(title: string, body: string, base: Reader, share: number, bar: Bar): Group {
  const { name, call } = classified
  return group(title, share, lane(base.name, base.call, body), [{ ...lane(name, call, body), ours: true, bar }])
}

/** Bodies of twice the size cost twice as much, and half of that besides at most, for caches that they outgrow and the garbage they leave. */
function growing(title: string, bodyOf: (kibibytes: number) => string): Group {
  const [first, ...more] = [8, 16, 32, 64, 128, 256, 512]
  const sized = (size: number): Contender => lane(`classify, ${size} KiB`, classified.call, bodyOf(size))
  const contenders = more.map((size) => ({ ...sized(size), ours: true, bar: { ratio: (1.5 * size) / first } }))
  return group(`${title} of twice the size`, 0.02, sized(first), contenders)
}

const lane = (name: string, call: Reader['call'], body: string): Contender => ({ name, call: async () => call(body) })

const group = (title: string, share: number, base: Contender, contenders: readonly Contender[]): Group => ({
  client: `classify ${title}`,
  path: 'failure',
  kind: 'json',
  share,
  stock: none,
  base: () => base,
  contenders,
})

const none: Stock = { fill: () => undefined, left: () => 0 }

const json = JSON.stringify({
  error: {
    message: 'Rate limit reached for requests. Please try again in 7 s.',
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    param: null,
  },
})

/** As long as pages of proxies are, a third of it style and script. */
const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>api.example.com | 502: Bad gateway</title>
<style>${'.box{display:flex;margin:0 auto;color:#404040}\n'.repeat(40)}</style>
<script>${'window.add && window.add("load", () => document.body < 5)\n'.repeat(20)}</script>
</head>
<body>
<h1>Bad gateway <span>Error code 502</span></h1>
${'<div class="row"><span class="cell">What happened?</span>\n<p>The server answered something &amp; nothing.</p></div>\n'.repeat(25)}
<p>Ray ID: <strong>0123456789abcdef</strong></p>
</body>
</html>`

/** What no format knows, the same in every run. */
function garbage(kibibytes: number): string {
  let state = 1
  const next = (): number => (state = (state * 48_271) % 2_147_483_647)
  return Array.from({ length: kibibytes * kibibyte }, () => String.fromCharCode(next() % 0x2_00)).join('')
}
