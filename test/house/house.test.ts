import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanTree } from './breaches/clean.ts'
import { planted } from './breaches/index.ts'
import type { Planted } from './breaches/planted.ts'
import { type Rule, type Tree, complaint, decisionPath } from './rule.ts'
import { rules } from './rules/index.ts'
import { listedByWalking, readTree } from './tree.ts'

const root = join(import.meta.dirname, '../..')
const repository = readTree(root)

const expectKept = (rule: Rule, tree: Tree): void => expect(complaint(rule, rule.check(tree))).toBe('')

function withPlanted({ files }: Planted): Tree {
  const tree = new Map(cleanTree().files)
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) tree.delete(path)
    else tree.set(path, text)
  }
  return { files: tree }
}

test.each(rules)('the repository keeps the rule $name', (rule) => expectKept(rule, repository))

describe.each(rules)('the rule $name', (rule) => {
  const breaches = planted.filter((breach) => breach.rule === rule.name)

  test('is green on a clean tree', () => expectKept(rule, cleanTree()))

  test.each(breaches)('is red where $where', (breach) => {
    const found = rule.check(withPlanted(breach))
    expect(found.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`))).toContain(breach.at)
    expect(complaint(rule, found)).toContain(rule.why)
  })

  test('has been seen red, says why in one sentence, and cites a decision that exists', () => {
    expect(breaches.length).toBeGreaterThan(0)
    expect(rule.why).toMatch(/^[A-Z].+[.]$/)
    expect([...repository.files.keys()]).toContain(decisionPath(rule))
  })
})

test('no two rules have one name, and every planted breach has its rule', () => {
  const names = rules.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(planted.map(({ rule }) => rule)))
})

test('without git, the tree is what lies there and no .gitignore names', () => {
  const top = join(import.meta.dirname, '.snippets')
  mkdirSync(top, { recursive: true })
  const folder = mkdtempSync(join(top, 'walk-'))
  try {
    for (const path of ['a.ts', 'deep/b.ts', 'deep/c.log', 'deep/dist/d.js', 'dist/e.js', '.dot/f']) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), path)
    }
    writeFileSync(join(folder, '.gitignore'), '# built\n\ndist/\n*.log\n')
    expect(listedByWalking(folder).sort()).toEqual(['.dot/f', '.gitignore', 'a.ts', 'deep/b.ts'])
    expect(readTree(folder).files.get('deep/b.ts')).toBe('deep/b.ts')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
