import { clients } from './clients.ts'
import { defaultSeed } from './outage.ts'
import { table } from './table.ts'

const names = clients.map(({ name }) => name)

export const usage = `usage: pnpm demo [--json] [--seed <number>] [--help]

Makes ${table.length} calls that fail, through withRecourse(fetch), against a server on this machine that plays four APIs and a
proxy. Draws what became of each, and compares it with test/demo/table.ts and with the server's own log. Then makes the
same calls through every client, and sets them side by side:
${names.join(', ')}.
Each is compared as the drawn ones are, and must fail with its client's own error. An outcome is one call through one
client: ${table.length} calls × ${names.length} clients = ${table.length * names.length}. At last 200 clients live through an outage of
20 seconds in virtual time, once with a naive loop and once with Recourse: what they send, what they are served, and
three outcomes more. It takes about ten seconds, and needs no network and no keys.

  --seed      for the chance in the outage, default ${defaultSeed}; its outcomes are expected of every seed
  --json      one JSON document instead of the drawing; pnpm adds lines of its own unless it is told --silent:
              pnpm --silent demo --json | jq .outcomes

                outcomes   { asExpected, total }
                calls      one for each call, through fetch:
                  client     the column; cell: what the table says there
                  request    what was to be sent: method, path, bodyHash (SHA-256, its first 16 digits)
                  outcome    what the caller got: { resolved: status } or { rejected: name, status }
                  hands      what the caller must have in hand, and has: its class and status
                  fault      what the last failure means; decision: what was decided about it
                  events     what happened, as Recourse told it: atMs in epoch milliseconds, delayMs of each wait
                  server     each request, as the server saw it: method, path (under /r1 for call 1, and so on), bodyHash,
                             atMs (milliseconds since it started), status (what it answered; null: nothing), outcome
                  waits      between each two requests: delayMs by Recourse, gapMs by the server's clock
                  user, log  what a user reads, and the log record
                  expected, differences
                support    { call, report }
                cells      the same for every other client; deviation: why it is held to something else, where it is
                outage     seed, clients, callsPerS, fromS, untilS, lengthS; naive and recourse, each with
                             offered, requests, served (a number for each second), requestsPerCall (while it lasts),
                             backAfterS (null: not within the minute after), servedAfter and servedAtLast (percent);
                             claims: what is expected of it, and the differences
  -h, --help  this text

Colour where the output is a terminal; NO_COLOR and FORCE_COLOR are heeded.
Exit code: 0 all outcomes as expected, 1 some not, 2 wrong arguments, 130 stopped by Ctrl-C.`
