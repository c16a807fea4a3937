import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Server as TlsServer } from 'node:tls'

export type Connections = {
  /** Listens on one more port and returns `127.0.0.1:PORT`. */
  readonly listen: () => Promise<string>
  readonly open: () => number
  readonly total: () => number
  /** RST, which only the TCP socket can send: a TLS socket refuses. */
  readonly reset: (socket: Socket) => void
  readonly close: () => Promise<void>
}

// Own listeners under one node:http server: they share its log, and every TCP socket is ours to count and to reset.
export const createConnections = (http: HttpServer, tls: TlsServer | undefined, changed: () => void): Connections => {
  const servers = new Set<Server>()
  const sockets = new Map<string, Socket>()
  let total = 0

  const accept = (socket: Socket): void => {
    const key = keyOf(socket)
    total += 1
    sockets.set(key, socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      sockets.delete(key)
      changed()
    })
    changed()
    const target: Server = tls ?? http
    target.emit('connection', socket)
  }

  tls?.on('secureConnection', (socket) => http.emit('connection', socket))

  return {
    listen: async () => {
      const server = createServer({ allowHalfOpen: true, noDelay: true }, accept)
      servers.add(server)
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return `127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    open: () => sockets.size,
    total: () => total,
    reset: (socket) => sockets.get(keyOf(socket))?.resetAndDestroy(),
    close: async () => {
      const closing = [...servers, ...sockets.values()].map((each) => once(each, 'close'))
      for (const server of servers) server.close()
      for (const socket of sockets.values()) socket.destroy()
      await Promise.all(closing)
      servers.clear()
    },
  }
}

const keyOf = (socket: Socket): string => `${socket.localPort}:${socket.remotePort}`
