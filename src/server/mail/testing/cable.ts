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
  /** Lets what connects from now on through again. */
  speak(): void
  /** What the server says from now on is lost on the way; what it is told still reaches it. */
  loseAnswers(): void
  /** What is connected now stays so but carries nothing any more, as when a router dies; new ones pass. */
  freeze(): void
  /** How many connections were made so far. */
  readonly connections: () => number
  stop(): Promise<void>
}

/** Lays a cable to a port on 127.0.0.1, from any port there; or to and from where it is said. */
export async function layCable(
  target: number,
  { to = '127.0.0.1', from = { host: '127.0.0.1', port: 0 } } = {},
): Promise<Cable> {
  const open = new Set<Socket>()
  const answering = new Map<Socket, Socket>()
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
    const far = connect(target, to)
    keep(far)
    answering.set(far, near)
    far.on('close', () => answering.delete(far))
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(from.port, from.host)
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
    loseAnswers() {
      for (const [far, near] of answering) far.unpipe(near).resume()
    },
    speak() {
      silent = false
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
