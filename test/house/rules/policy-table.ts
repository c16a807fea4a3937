import { type Finding, type Rule, defineRule } from '../rule.ts'

/** Takes the const as data, so that this file imports nothing of what it checks. */
export const policyTable = (defaults: object, heading = '## Policy defaults'): Rule =>
  defineRule({
    name: 'policy_table',
    why: `The table under "${heading}" in README.md has one row for each default and says what the const says (| \`maxAttempts\` | \`3\` | ...): people read the table, and the program reads the const.`,
    decision: '0007-options-are-plain-data.md',
    *find({ files }) {
      const path = 'README.md'
      const rows = rowsOf(files.get(path) ?? '', heading)
      if (rows.size === 0) yield { path, found: `no table with a row for each option under "${heading}"` }
      else yield* differencesOf(path, rows, new Map(leavesOf(defaults)))
    },
  })

type Row = Readonly<{ line: number; value: string }>

function* differencesOf(
  path: string,
  rows: ReadonlyMap<string, Row>,
  wanted: ReadonlyMap<string, string>,
): Generator<Finding> {
  for (const [name, value] of wanted) {
    const row = rows.get(name)
    if (row === undefined) yield { path, found: `no row for ${name}, which is ${value}` }
    else if (plain(row.value) !== plain(value))
      yield { path, line: row.line, found: `${name} is said to be ${row.value}, and is ${value}` }
  }
  for (const [name, { line }] of rows) if (!wanted.has(name)) yield { path, line, found: `${name} is no option` }
}

/** The first two cells of the rows whose first is an option in backticks, up to the next heading. */
function rowsOf(text: string, heading: string): Map<string, Row> {
  const lines = text.split('\n')
  const start = lines.indexOf(heading)
  const rows = new Map<string, Row>()
  for (let index = start + 1; start >= 0 && index < lines.length && !/^##? /.test(lines[index] ?? ''); index++) {
    const cells = /^\|\s*`([^`]+)`\s*\|([^|]*)\|/.exec(lines[index] ?? '')
    if (cells !== null) rows.set(cells[1] ?? '', { line: index + 1, value: (cells[2] ?? '').trim() })
  }
  return rows
}

/** `transient.baseMs` and the like; an empty group is a value of its own. */
function leavesOf(value: object, prefix = ''): [name: string, value: string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0
      ? leavesOf(inner, `${prefix}${key}.`)
      : [[`${prefix}${key}`, JSON.stringify(inner) ?? 'undefined'] as [string, string]],
  )
}

/** Without what only reads better: backticks, quotes, and the groups of long numbers. */
const plain = (value: string): string =>
  value
    .replace(/[`'"]/g, '')
    .replace(/(?<=\d)[_,\s](?=\d{3})/g, '')
    .trim()
