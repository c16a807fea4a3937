import { type Planted, inCore, plant } from './planted.ts'

const status = 'knowledge/status.ts'
const network = 'knowledge/network.ts'
const words = 'knowledge/words.ts'
const decide = 'judgement/decide.ts'

export const knowledgeBreaches: readonly Planted[] = [
  inCore(
    'api_sources',
    'a provider names no source',
    'knowledge/providers/some.ts',
    "/** An API. */\nexport const some = defineProvider({ name: 'some', hosts: [] })\n",
  ),
  inCore(
    'api_sources',
    'a format says of nobody that it sends it',
    'knowledge/formats/some.ts',
    "/** a shape. */\nexport const some = shape({ name: 'some', when: 'a' })\n",
  ),
  inCore(
    'row_sources',
    'a row of a record has no source',
    `${status}:3`,
    "export const statuses = {\n  400: 'validation', // RFC 9110, 15.5.1\n  401: 'authentication',\n}\n",
  ),
  inCore(
    'row_sources',
    'a comment holds no word',
    `${status}:2`,
    "export const statuses = {\n  400: 'validation', // 15.5.1\n}\n",
  ),
  inCore(
    'row_sources',
    'a row of a list has no source',
    `${words}:2`,
    "const words = [\n  ['slowdown', 'rate_limit', [400]],\n  ['toolarge', 'too_large'], // S3\n]\n",
  ),
  inCore('row_sources', 'a list is frozen', `${words}:2`, "const words = Object.freeze([\n  'slowdown',\n])\n"),
  inCore(
    'row_sources',
    'words joined line by line have none',
    `${network}:4`,
    "const rows = [\n  ['network', true,\n    'ECONNRESET ' + // Node\n    'EPIPE ' +\n    ''],\n]\n",
  ),
  inCore(
    'row_sources',
    'they do, as the formatter sets them',
    `${network}:6`,
    "const rows = [\n  [\n    'network',\n    true,\n    'ECONNRESET ' + // Node\n      'EPIPE ' +\n      '',\n  ],\n]\n",
  ),
  inCore(
    'row_sources',
    'a group is an object',
    `${network}:5`,
    "const rows = [\n  {\n    kind: 'network',\n    words: ['ECONNRESET', // Node\n      'EPIPE'],\n  },\n]\n",
  ),
  inCore(
    'row_sources',
    'the first of joined words has none',
    `${network}:2`,
    "const rows =\n  'ECONNRESET ' +\n  'EPIPE ' // Node\n",
  ),
  inCore(
    'row_sources',
    'one row of a long text has none',
    `${words}:3`,
    'const words = `\nslowdown rate_limit // S3\ntoolarge too_large\n`\n',
  ),
  inCore(
    'row_sources',
    'a set of words has none',
    `${words}:3`,
    "const words = new Set([\n  'slowdown', // S3\n  'toolarge',\n])\n",
  ),
  inCore(
    'row_sources',
    'rows stand in groups by name',
    `${network}:3`,
    "const rows = {\n  broken: [\n    'ECONNRESET',\n    'EPIPE', // Node\n  ],\n}\n",
  ),
  inCore('row_sources', 'no row can be seen any more', words, "export const words = JSON.parse('{}')\n"),
  plant('row_sources', 'a table is gone', `packages/core/src/${words}`, undefined),
  inCore(
    'status_tables',
    'an if asks for one status',
    `${decide}:2`,
    'export function decide(status: number): boolean {\n  if (status === 425) return true\n  return false\n}\n',
  ),
  inCore(
    'status_tables',
    'a status of something is compared',
    `${decide}:1`,
    'export const decide = (it: { response: Response }): boolean => it.response.status !== 503\n',
  ),
  inCore(
    'status_tables',
    'the number has a name',
    `${decide}:2`,
    'const tooMany = 429\nexport const decide = (status: number): boolean => status === tooMany\n',
  ),
  inCore(
    'status_tables',
    'a switch asks for one',
    `${decide}:2`,
    'export function decide(status: number): boolean {\n  switch (status) {\n    case 409:\n      return true\n    default:\n      return false\n  }\n}\n',
  ),
  inCore(
    'status_tables',
    'a list in the code has it',
    `${decide}:1`,
    'export const decide = (status: number): boolean => [502, 503].includes(status)\n',
  ),
]
