import { parts } from './arguments.ts'
import { quick, thorough } from './effort.ts'

export const usage = `usage: pnpm bench [--only NAME]… [--quick] [--json] [--help]

Times a call through every client with and without Recourse, and with what is customary in its place. No request leaves the
process: the transport is a stub.

  success   one call that succeeds: A is the bare client as it comes, B the one with Recourse, with another package that retries,
            or with the client's own retries switched off
  failure   one 429 with a JSON body, until its kind, code and wait are in hand. For fetch, A is written by hand: text, JSON.parse,
            Error; for the others it is the client with its retries off
  cycle     503, 503, 200. For fetch, A is a loop by hand, which reads each body and waits on one timer; for the others it is the
            client's own retry. Who wraps fetch alone, p-retry and the like, leaves the failed bodies unread, and their sockets open
  classify  what it takes to tell an error by its body. A is JSON.parse of it, reading it once by charCodeAt, or the smallest of bodies that
            double in size; sorted under failure, with fewer calls where one takes long
  state     1 000 origins in turn: whether each may be called, with the gates that are on from the start and with all of them. A is a hit in
            a Map that is kept as an LRU of that size; sorted under failure too
  sizes     minified and gzipped, the client left out; beyond core: what the adapter adds to @recourse/core

  --only NAME  one of ${parts.join(', ')}; may be repeated
  --quick      ${quick.rounds} rounds instead of ${thorough.rounds}: whether it works, and roughly what it says
  --json       one object a line instead of the table: { type: 'machine' | 'pair' | 'size', … }; pnpm adds lines of its own
               unless it is told --silent: pnpm --silent bench --json | jq
  -h, --help   this text

How: A, a control and all B take turns in small batches, each client, classify and state, in a process of its own. Before each batch its answers
are made and the young garbage is collected. A full collection would also throw away compiled code. A time is the 20 % quantile of
the rounds, since other work on the machine only ever adds. The control is A a second time; where A/A is off by more than 5 %,
the line says inconclusive. Bytes are what B puts on the heap more than A, the median of many short runs. In a cycle, timers of
up to 2 ms cost one turn of the event loop, for every client and for Recourse. The sources are run as they are: Node strips their types and
nothing else, so that no build can be forgotten.

Exit code: 0 measured, whether the bars of the issue are met or not, for they hold on a quiet machine only; 1 the bench itself
failed; 2 wrong arguments.`
