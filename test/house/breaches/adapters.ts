import { type Planted, inAdapter, lines, plant } from './planted.ts'

const name = (where: string, line: number, text: string): Planted => inAdapter('public_name', where, line, text)
const status = (where: string, line: number, text: string): Planted => inAdapter('adapter_status', where, line, text)
const header = (where: string, text: string): Planted => inAdapter('adapter_headers', where, 1, text)
const delay = (where: string, text: string): Planted => inAdapter('adapter_delays', where, 1, text)

const folder = 'adapters/demo'

export const adapterBreaches: readonly Planted[] = [
  name(
    'a path into the core is imported',
    1,
    "import { at } from '@recourse/core/src/nouns/json.ts'\nexport const other = at\n",
  ),
  name(
    'the core is imported by its place',
    1,
    "import { at } from '../../../packages/core/src/index.ts'\nexport const other = at\n",
  ),
  name('another adapter is imported', 1, "export type { Fetch } from '@recourse/fetch'\n"),
  plant(
    'public_name',
    'openai builds on another one than fetch',
    'adapters/openai/src/index.ts:1',
    "import { a } from '@recourse/axios'\nexport const b = a\n",
  ),
  plant(
    'public_name',
    'a package takes a path into another one',
    'packages/cli/src/index.ts:1',
    "import { a } from '@recourse/fetch/dist/index.js'\nexport const b = a\n",
  ),
  plant(
    'client_as_peer',
    'the client is a dependency',
    `${folder}/package.json:2`,
    '{\n  "dependencies": { "@demo/client": "^2" },\n  "peerDependencies": { "@demo/client": "^2" }\n}\n',
  ),
  plant(
    'client_as_peer',
    'a package is imported and not declared',
    `${folder}/src/other.ts:1`,
    "import type { A } from 'axios/types'\nexport type B = A\n",
  ),
  plant('adapter_size', 'its entry is too long', `${folder}/src/index.ts:151`, lines(151)),
  {
    rule: 'adapter_size',
    where: 'all of it is too long',
    at: `${folder}/src`,
    files: { [`${folder}/src/index.ts`]: lines(140), [`${folder}/src/other.ts`]: lines(120) },
  },
  status('it is compared', 1, 'export const other = (it: Response): boolean => it.status === 429\n'),
  status(
    'its class is computed',
    1,
    'export const other = (it: Response): boolean => Math.floor(it.status / 100) === 5\n',
  ),
  status('a bound is compared', 1, 'export const other = (it: Response): boolean => 500 <= it.status\n'),
  status('a list holds it', 1, 'export const other = (it: Response): boolean => [502, 503].includes(it.status)\n'),
  status('a constant is named for it', 1, 'export const retryStatuses = [429]\n'),
  status('a set is named for it', 1, 'export const retryStatuses = new Set([429])\n'),
  status('an option is', 1, 'export const other = { retry: 2, statusCodes: [503] }\n'),
  status('a table has it for a key', 1, 'export const retryableStatus = { 429: true }\n'),
  status(
    'a switch has it for a case',
    3,
    'export function other(statusCode: number): boolean {\n  switch (statusCode) {\n    case 503:\n      return true\n  }\n  return false\n}\n',
  ),
  status(
    'a constant stands for it',
    3,
    'const tooMany = 429\nexport const other = (it: Response): boolean =>\n  it.status === tooMany\n',
  ),
  status('it is a text', 1, "export const other = (it: { status: string }): boolean => it.status === '429'\n"),
  header('it is read', "export const other = (it: Response): unknown => it.headers.get('Retry-After')\n"),
  header('a limit is read', "export const other = (it: Headers): unknown => it.get('x-ratelimit-remaining')\n"),
  header('a template names it', 'export const other = (it: Headers): unknown => it.get(`retry-after-ms`)\n'),
  header(
    'a key is read',
    'export const other = (it: { headers: { authorization?: string } }): unknown => it.headers.authorization\n',
  ),
  header('a key is set', "export const other = { headers: { Authorization: 'Bearer x' } }\n"),
  header('a key for repeats is set', "export const other = { 'Idempotency-Key': '1' }\n"),
  header('the server says whether to retry', "export const other = ['x-should-retry']\n"),
  delay('it is doubled', 'export const other = (attempt: number): number => 300 * 2 ** attempt\n'),
  delay('it is doubled by a function', 'export const other = (attempt: number): number => Math.pow(2, attempt)\n'),
  delay('it is doubled by a shift', 'export const other = (attempt: number): number => 1 << attempt\n'),
  delay('seconds are made milliseconds', 'export const other = (seconds: number): number => seconds * 1_000\n'),
  delay('milliseconds are made seconds', 'export const other = (ms: number): number => ms / 1e3\n'),
]
