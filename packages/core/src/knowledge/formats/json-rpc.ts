import { own } from '../../nouns/json.ts'
import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

const table = /* @__PURE__ */ shape({
  name: 'json_rpc',
  when: 'jsonrpc error.code',
  code: 'error.code',
  message: 'error.message',
  status: 'error.code error.data.httpStatus',
  inSuccess: 'jsonrpc error.code',
  says: {
    validation: '-32700 -32600 -32602 -32000 -32003', // JSON-RPC 2.0, 5.1; EIP-1474: invalid input, transaction rejected
    unsupported: '-32601 -32004 -32006', // JSON-RPC 2.0, 5.1; EIP-1474: method, version not supported
    server: '-32603', // JSON-RPC 2.0, 5.1
    not_found: '-32001', // EIP-1474
    'rate_limit none': '-32005', // EIP-1474: limit exceeded, before anything is done
  },
})

/** `{"jsonrpc": "2.0", "id", "error": {"code", "message", "data"}}`, mostly in a 200: JSON-RPC 2.0, Ethereum and Solana nodes, MCP. */
export const jsonRpc: Format = {
  ...table,
  read(wire, nowMs) {
    const reading = table.read(wire, nowMs)
    // Solana has the number of a limit for a node that has fallen behind
    return reading?.code === '-32005' && own(own(own(wire.json, 'error'), 'data'), 'numSlotsBehind') !== undefined
      ? { ...reading, kind: 'overloaded' }
      : reading
  },
}
