import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A network cable for tests: what connects to `port` reaches the real server until somebody pulls it. */
export type Cable = {
  readonly port: number
  /** Cuts every connection that is open now; new ones pass. */
  cut(): void
  /** Cuts, and refuses new ones until `plug()`. */
  pull(): void
  plug(): void
  /** Takes connections from now on but never answers. */
  goSilent(): void
  /** What is connected now stays so but carries nothing any more, as when a router dies; new ones pass. */
  freeze(): void
  /** How many connections were made so far. */
  readonly connections: () => number
  stop(): Promise<void>
}

/** Lays a cable to a port on 127.0.0.1. */
export async function layCable(target: number): Promise<Cable> {
  const open = new Set<Socket>()
  let pulled = false
  let silent = false
  let connections = 0
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
  }
  const server = createServer((near) => {
    connections += 1
    keep(near)
    if (pulled) return near.resetAndDestroy()
    if (silent) return
    const far = connect(target, '127.0.0.1')
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    pull() {
      pulled = true
      cut()
    },
    plug() {
      pulled = false
    },
    goSilent() {
      silent = true
    },
    freeze() {
      for (const socket of open) socket.pause()
    },
    connections: () => connections,
    async stop() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
