import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Compiler, compilers, errorsOf } from './compile.ts'
import { type Stranger, createStranger } from './stranger.ts'

/** What the slowest of them takes on a machine with other things to do, several times over. */
const patienceMs = 120_000
const isFull = process.env['RECOURSE_FULL'] === '1'
const programs = join(import.meta.dirname, 'programs')
const installed = join(import.meta.dirname, '../node_modules')
const all = Object.keys(compilers) as Compiler[]

test.each(all)(
  'with TypeScript %s the sources take the right uses, and refuse the wrong ones',
  async (compiler) => {
    const compilerOptions = { types: ['node'], typeRoots: [join(installed, '@types')], isolatedDeclarations: false }
    const base = join(import.meta.dirname, '../../tsconfig.base.json')
    expect(await errorsOf(compiler, programs, { extends: base, compilerOptions })).toEqual([])
  },
  patienceMs,
)

describe('in the project of a stranger, with the built packages and every declaration checked', () => {
  let stranger: Stranger
  beforeAll(async () => {
    stranger = await createStranger()
    return () => stranger.leave()
  }, patienceMs)

  type Resolution = 'bundler' | 'nodenext'
  const compile = (compiler: Compiler, moduleResolution: Resolution, exact: boolean): Promise<readonly string[]> =>
    errorsOf(compiler, join(stranger.folder, 'programs'), {
      compilerOptions: {
        target: 'es2022',
        module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext',
        moduleResolution,
        lib: ['es2023', 'dom', 'dom.iterable'],
        // one project for browsers, one for servers
        types: moduleResolution === 'bundler' ? [] : ['node'],
        typeRoots: [join(stranger.folder, 'node_modules/@types')],
        strict: true,
        exactOptionalPropertyTypes: exact,
        skipLibCheck: false,
        allowImportingTsExtensions: true,
      },
    })

  const settings = all.flatMap((compiler) =>
    (['bundler', 'nodenext'] as const).flatMap((resolution) =>
      [true, false].map((exact) => ({ compiler, resolution, exact })),
    ),
  )
  /** TypeScript 6 takes eight times as long: each setting once, where it is not the long run. */
  const isPlayed = ({ compiler, resolution, exact }: (typeof settings)[0]): boolean =>
    isFull || compiler !== '6' || exact === (resolution === 'bundler')

  test.each(settings.filter(isPlayed))(
    'TypeScript $compiler, module resolution $resolution, exactOptionalPropertyTypes $exact: no error',
    async ({ compiler, resolution, exact }) => {
      expect(await compile(compiler, resolution, exact)).toEqual([])
    },
    patienceMs,
  )

  test(
    'each wrong use is refused by our declarations: where they say nothing, nothing refuses it',
    async () => {
      stranger.declare(silenced)
      const errors = await compile('7', 'bundler', true)
      stranger.declare((text) => text)
      const unused = errors.flatMap((line) => {
        const [, name, number] = /(\w[\w-]*\.ts)\((\d+),\d+\): error TS2578: /.exec(line) ?? []
        return name === undefined ? [] : `${name}:${number}`
      })
      expect(unused.sort()).toEqual(wrongUses().sort())
    },
    patienceMs,
  )
})

/** Every option, and every client, may be anything. */
function silenced(declarations: string): string {
  const options = /^type (?=(?:CallOptions|RecourseOptions|RunOptions) = )(\w+)/gm
  return declarations
    .replace(options, 'type $1 = any;\ntype Silenced$1')
    .replace(/(\bwithRecourse\b[^(]*\(\w+|\bclient\??): [$\w]+/g, '$1: any')
}

/** Where a program says that the next line is wrong. */
const wrongUses = (): string[] =>
  readdirSync(programs).flatMap((name) =>
    readFileSync(join(programs, name), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.trim().startsWith('// @ts-expect-error') ? `${name}:${index + 1}` : [])),
  )
