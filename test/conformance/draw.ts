import type { Network, Played } from './cell.ts'
import { methods } from './grid.ts'

const signs = { passed: '.', failed: 'F', deviation: 's' } as const
const networks: readonly Network[] = ['sockets', 'msw']

/** The grid, stories down and drivers across; then what deviates and what failed. */
export function draw(played: readonly Played[]): string {
  const drivers = [...new Set(played.map(({ driver }) => driver.name))]
  const titles = [...new Set(played.map(({ story }) => story.title))]
  const signsOf = new Map(played.map((it) => [keyOf(it.story.title, it.driver.name, it), signs[it.result]]))
  const width = Math.max(...titles.map((title) => title.length))
  const column = (title: string, driver: string): string =>
    networks
      .flatMap((over) => methods.map((method) => signsOf.get(keyOf(title, driver, { over, method })) ?? ' '))
      .join('')
  const rows = titles.map((title) =>
    [title.padEnd(width), ...drivers.map((driver) => column(title, driver))].join('  ').trimEnd(),
  )
  return [
    ...drivers.map((driver, index) => `${index + 1} ${driver}`),
    '',
    [''.padEnd(width), ...drivers.map((_, index) => String(index + 1).padEnd(4))].join('  ').trimEnd(),
    ...rows,
    '',
    'In each column: GET and POST over sockets, GET and POST over msw, where msw can play it.',
    '. as the story has it   s the client deviates   F failed',
    ...listOf('Deviations', played, 'deviation', ({ driver, reason }) => `${driver.name}: ${reason}`),
    ...listOf('Failures', played, 'failed', ({ differs }) => differs ?? ''),
  ].join('\n')
}

const keyOf = (title: string, driver: string, { over, method }: Pick<Played, 'over' | 'method'>): string =>
  JSON.stringify([title, driver, over, method])

/** Under each thing that is said, the cells that it is said of. */
function listOf(
  heading: string,
  played: readonly Played[],
  result: Played['result'],
  say: (it: Played) => string,
): readonly string[] {
  const cells = new Map<string, string[]>()
  for (const it of played.filter((each) => each.result === result)) {
    const { driver, story, method, over } = it
    cells.set(say(it), [...(cells.get(say(it)) ?? []), `${driver.name} over ${over}: ${story.title} (${method})`])
  }
  if (cells.size === 0) return []
  const lines = [...cells].flatMap(([said, where]) => ['', indent(said, '  '), ...where.map((it) => `    ${it}`)])
  return ['', `${heading}:`, ...lines.slice(1)]
}

const indent = (text: string, by: string): string => text.trimEnd().replace(/^/gm, by)
