import { type Planted, inAdapter, inCore, inTest, lines, plant, split } from './planted.ts'

const other = 'rim/other.ts'
const unit = (where: string, line: number, text: string): Planted => inCore('units', where, `${other}:${line}`, text)
const hidden = (where: string, line: number, text: string): Planted =>
  inCore('plain_text', where, `${other}:${line}`, text)

export const fileBreaches: readonly Planted[] = [
  inCore('file_names', 'a name is in camel case', 'rim/retryHint.ts', 'export const x = 1\n'),
  inCore('file_names', 'a folder is', 'rim/MyFolder/index.ts', 'export const x = 1\n'),
  inCore('file_names', 'a file holds types alone', 'rim/types.ts', 'export type X = 1\n'),
  plant('file_names', 'a test has an underscore', 'test/suite/some_thing.test.ts', ''),
  inCore('file_length', 'a file has more lines', `${other}:151`, lines(151)),
  plant('file_length', 'a script has', 'test/suite/main.ts:151', lines(151)),
  inCore('named_exports', 'a value is the default', `${other}:2`, 'const x = 1\nexport default x\n'),
  inCore('named_exports', 'a name is made the default', `${other}:2`, 'const x = 1\nexport { x as default }\n'),
  inAdapter('named_exports', 'an adapter has a default', 1, 'export default function other(): void {}\n'),
  inCore('erasable', 'there is an enum', `${other}:1`, 'export enum X { a }\n'),
  inCore('erasable', 'there is a constant enum', `${other}:1`, 'export const enum X { a }\n'),
  inCore('erasable', 'there is a namespace', `${other}:1`, 'export namespace X { export const a = 1 }\n'),
  inCore(
    'erasable',
    'a parameter makes a property',
    `${other}:2`,
    'export class RecourseError {\n  constructor(readonly x: number) {}\n}\n',
  ),
  inTest('erasable', 'a test has an enum', 1, 'enum X { a }\n'),
  inCore('unfinished', 'a comment puts it off', `${other}:2`, split('export const x = 1\n// TO', 'DO: later\n')),
  plant('unfinished', 'a page does', 'README.md:1', split('FIX', 'ME\n')),
  inCore('honest_types', 'there is any', `${other}:1`, 'export const x = (value: any): number => value\n'),
  inCore(
    'honest_types',
    'there is any inside a type',
    `${other}:1`,
    'export type X = Readonly<Record<string, any[]>>\n',
  ),
  inCore('honest_types', 'an error is ignored', `${other}:1`, split('// @ts-', 'ignore\nexport const x: number = 1\n')),
  inCore(
    'honest_types',
    'an error is expected',
    `${other}:2`,
    split('export const y = 1\n/* @ts-', 'expect-error because */\nexport const x: number = 1\n'),
  ),
  inCore('honest_types', 'a file is not checked', `${other}:1`, split('// @ts-', 'nocheck\nexport const x = 1\n')),
  hidden('a blank is not a space', 1, 'export const\u00a0x = 1\n'),
  hidden('text runs the other way', 1, "export const x = 'a\u202eb'\n"),
  hidden('a character has no width', 2, '\n// zero\u200bwidth\n'),
  hidden('a file begins with a mark', 1, '\ufeffexport const x = 1\n'),
  hidden('an escape sequence is raw', 1, "export const x = '\u001b[31m'\n"),
  hidden('a name has a letter that only looks Latin', 1, 'export const f\u0430ult = 1\n'),
  unit('a duration has none', 1, 'export type X = Readonly<{ timeout: number }>\n'),
  unit('one may be null', 1, 'export type X = Readonly<{ retryDelay: number | null }>\n'),
  unit('a moment has none', 2, 'export interface X {\n  readonly retryAt?: number\n}\n'),
  unit('a size has none', 1, 'export type X = { limits: { maxBodySize: number } }\n'),
  unit('a unit is not spelled as ours', 1, 'export type X = { waitSeconds: number }\n'),
]
