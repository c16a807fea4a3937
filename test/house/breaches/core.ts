import { type Planted, inAdapter, inCore, plant } from './planted.ts'

const atRest = (where: string, line: number, text: string): Planted =>
  inCore('at_rest', where, `rim/start.ts:${line}`, text)
const clock = (where: string, line: number, text: string): Planted =>
  inCore('one_clock', where, `judgement/wait.ts:${line}`, text)
const client = (where: string, line: number, text: string): Planted =>
  inCore('client_names', where, `rim/sdk.ts:${line}`, text)
const alone = (where: string, line: number, text: string): Planted =>
  inCore('core_alone', where, `rim/other.ts:${line}`, text)

export const coreBreaches: readonly Planted[] = [
  inCore(
    'import_order',
    'an earlier group imports a later one',
    'nouns/late.ts:1',
    "import { decide } from '../judgement/decide.ts'\nexport const late = decide\n",
  ),
  inCore(
    'import_order',
    'only a type comes from a later group',
    'judgement/late.ts:1',
    "export type { Clock } from '../rim/clock.ts'\n",
  ),
  inCore(
    'import_order',
    'a type is imported in place',
    'knowledge/late.ts:1',
    "export type Late = import('../state/budget.ts').Budget\n",
  ),
  inCore('import_order', 'a file lies in no group', 'helpers/text.ts', 'export const text = 1\n'),
  inCore('import_order', 'a file lies beside the groups', 'text.ts', 'export const text = 1\n'),
  inCore('import_order', 'a group imports the public list', 'rim/all.ts:1', "export { run } from '../index.ts'\n"),
  inCore(
    'formats_alone',
    'a format imports another one',
    'knowledge/formats/more.ts:1',
    "import { plain } from './plain.ts'\nexport const more = plain\n",
  ),
  inCore(
    'formats_alone',
    'a format imports a table',
    'knowledge/formats/more.ts:2',
    "import { defineFormat } from '../format.ts'\nimport type { Row } from '../status.ts'\nexport type Of = [Row, typeof defineFormat]\n",
  ),
  inCore(
    'cycles',
    'two files import each other',
    'nouns/json.ts:1',
    "import { kinds } from './fault.ts'\nexport type Json = typeof kinds\n",
  ),
  {
    rule: 'cycles',
    where: 'three files do, by types alone',
    at: 'packages/core/src/nouns/c.ts:1',
    files: {
      'packages/core/src/nouns/a.ts': "export type { X } from './b.ts'\n",
      'packages/core/src/nouns/b.ts': "export type { X } from './c.ts'\n",
      'packages/core/src/nouns/c.ts': "export type X = import('./a.ts').X\n",
    },
  },
  inCore('cycles', 'a file imports itself', 'nouns/self.ts:1', "export type { Self } from './self.ts'\n"),
  alone('a package is imported', 1, "import { z } from 'zod'\nexport const other = z\n"),
  alone('a module of Node is imported', 1, "export { join } from 'node:path'\n"),
  alone('a type comes from a package', 1, "import type { A } from 'axios'\nexport type Other = A\n"),
  alone('a module is asked for late', 1, "export const other = (): unknown => import('undici')\n"),
  alone(
    'a path leads out of it',
    1,
    "import { x } from '../../../../adapters/demo/src/index.ts'\nexport const other = x\n",
  ),
  alone('the types of Node are referred to', 1, '/// <reference types="node" />\nexport const other = 1\n'),
  plant(
    'core_alone',
    'its manifest has a dependency',
    'packages/core/package.json:2',
    '{\n  "dependencies": { "zod": "4" }\n}\n',
  ),
  plant(
    'core_alone',
    'its manifest has a peer',
    'packages/core/package.json:2',
    '{\n  "peerDependencies": { "zod": "4" }\n}\n',
  ),
  atRest('a statement runs', 1, 'console.log(1)\n'),
  atRest('a condition runs', 1, "if (typeof window === 'undefined') throw new Error('no window')\n"),
  atRest('a function is called for a constant', 2, 'const f = (): number => 1\nexport const start = f()\n'),
  atRest('a list is mapped', 1, 'export const start = [1].map((each) => each)\n'),
  atRest(
    'a call hides inside a frozen object',
    2,
    'export const start = Object.freeze({\n  keys: Object.keys({}),\n})\n',
  ),
  atRest('define is called without its mark', 1, 'export const start = defineFormat({})\n'),
  atRest('another call carries the mark', 1, 'export const start = /* @__PURE__ */ compute()\n'),
  atRest('an object is made', 1, 'export const start = new Intl.NumberFormat()\n'),
  atRest('a class is set up', 2, 'export class RecourseError {\n  static readonly all = collect()\n}\n'),
  atRest('a class has a static block', 3, 'let count = 0\nexport class RecourseError {\n  static { count++ }\n}\n'),
  atRest('a module waits', 1, 'export const start = await Promise.resolve(1)\n'),
  atRest('a default is computed', 1, 'export const { start = compute() } = { start: 1 }\n'),
  client('an identifier is one', 1, 'export const axios = 1\n'),
  client('a guard is for one', 1, 'export const isAxiosError = (error: unknown): boolean => error === null\n'),
  client('a name begins with a short one', 1, 'export const kyOptions = {}\n'),
  client('a type is of one', 1, 'export type OpenAIError = { status: number }\n'),
  client('a property is one', 1, 'export const sdk = (it: { undici: boolean }): boolean => it.undici\n'),
  client('a string outside the tables is one', 1, "export const sdk = (name: string): boolean => name === 'ofetch'\n"),
  clock('the time is asked for', 1, 'export const wait = (): number => Date.now()\n'),
  clock('it is asked for by another way', 1, "export const wait = (): number => globalThis.Date['now']()\n"),
  clock('a date is made of now', 1, 'export const wait = (): Date => new Date()\n'),
  clock('a timer is measured', 1, 'export const wait = (): number => performance.now()\n'),
  clock('chance is asked for', 2, 'export const wait = (): number =>\n  Math.random()\n'),
  clock('the function is passed on', 1, 'export const wait = { random: Math.random }\n'),
  clock('the function is taken out', 1, 'const { random } = Math\nexport const wait = random\n'),
  clock('a timer is started', 1, 'export const wait = (): unknown => setTimeout(() => 0, 1)\n'),
  clock(
    'a timer of the global object is',
    1,
    'export const wait = (): unknown => globalThis.setInterval(() => 0, 1)\n',
  ),
  clock('a task is queued', 1, 'export const wait = (): void => queueMicrotask(() => 0)\n'),
  inAdapter('one_clock', 'an adapter passes a timer on', 1, 'export const wait = { setImmediate }\n'),
  inCore('one_class', 'there is a second class', 'rim/store.ts:1', 'export class Store {}\n'),
  inCore('one_class', 'a class has no name', 'rim/store.ts:1', 'export const store = class {}\n'),
  inCore('one_class', 'the one class exists twice', 'rim/second.ts:1', 'export class RecourseError extends Error {}\n'),
]
