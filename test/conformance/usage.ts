import { grid } from './grid.ts'
import { drivers } from './drivers/index.ts'

/** In percent of all cells. */
export const mostDeviations = 2

export const usage = `usage: pnpm conformance [--driver NAME]... [--story TEXT]... [--json] [--help]

Plays ${grid.length} stories through ${drivers.length} clients, as GET and as POST: over sockets of this machine, and over msw what msw can play.
Each cell compares kind, attempts, delays, reason, effect, the body that the server saw each time, the class of the
error, faultOf, how often the caller's own hooks ran, and the sockets left open. It takes about half a minute.

  --driver NAME  only clients whose name contains this; may be given more than once
                 ${drivers.map(({ name }) => name).join(', ')}
  --story TEXT   only stories whose title contains this; may be given more than once
  --json         one line of JSON for each cell instead of the grid, with the server's own log of it; the count goes to
                 stderr. pnpm adds lines of its own unless it is told --silent
  -h, --help     this text

The last line counts: N passed, N failed. A deviation, told with its reason, is neither; above ${mostDeviations} % of the
cells of the whole grid they count as one failure.
Exit code: 0 none failed, 1 some failed, 2 wrong arguments.`
