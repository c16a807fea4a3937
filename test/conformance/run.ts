import { setupServer } from 'msw/node'
import { type Cell, type Played, playCell } from './cell.ts'
import type { Driver } from './drivers/driver.ts'
import { type Story, methods } from './grid.ts'
import { canPlay, mswStage } from './stage-msw.ts'
import { socketStage } from './stage.ts'

/** Most of a cell is waiting, so that several go together; more would make the waits of a small machine late. */
const together = 8

/** Every story by both methods through every driver: over sockets, then over msw what msw can play. */
export async function runGrid(stories: readonly Story[], drivers: readonly Driver[]): Promise<readonly Played[]> {
  const cells: Cell[] = drivers.flatMap((driver) =>
    stories.flatMap((story) => methods.map((method) => ({ story, driver, method, over: 'sockets' as const }))),
  )
  const overSockets = await inTurn(cells, async (cell) =>
    playCell(cell, await socketStage(cell.story[cell.method].server)),
  )
  // msw takes over the whole process, sockets included
  const interceptor = setupServer()
  interceptor.listen({ onUnhandledFrame: 'error' })
  const mocked = cells.filter(({ story, method }) => canPlay(story[method].server))
  const overMsw = await inTurn(
    mocked.map((cell) => ({ ...cell, over: 'msw' as const })),
    (cell) => playCell(cell, mswStage(cell.story[cell.method].server, interceptor)),
  )
  interceptor.close()
  return [...overSockets, ...overMsw]
}

async function inTurn(cells: readonly Cell[], act: (cell: Cell) => Promise<Played>): Promise<readonly Played[]> {
  const played: Played[] = []
  const left = cells.entries()
  const workers = Array.from({ length: together }, async () => {
    for (const [index, cell] of left) played[index] = await act(cell)
  })
  await Promise.all(workers)
  return played
}
