import { connect, createServer, type Socket } from 'node:net'

/** A line to a PostgreSQL that a test may change, hold or cut. */
export type Wire = {
  /** The database's address through this line. */
  readonly url: string
  /** Changes what the database says on its way back. */
  answering: (change: ((bytes: Buffer) => Buffer) | null) => void
  /** Cuts the line when the program says something; `false` lets it pass. */
  cutOn: (test: ((bytes: Buffer) => boolean) | null) => void
  /** Cuts every line, and refuses new ones until it is mended. */
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** Lays a line to the database at an address. */
export async function layWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let change: ((bytes: Buffer) => Buffer) | null = null
  let cutting: ((bytes: Buffer) => boolean) | null = null
  let broken = false
  const server = createServer((near) => {
    if (broken) return void near.resetAndDestroy()
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {})
    }
    near.on('data', (bytes) => {
      if (cutting?.(bytes)) {
        near.resetAndDestroy()
        far.resetAndDestroy()
      } else far.write(bytes)
    })
    far.on('data', (bytes) => near.write(change ? change(bytes) : bytes))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = Object.assign(new URL(databaseUrl), {
    port: String((server.address() as { port: number }).port),
  }).href
  const cut = () => {
    broken = true
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    url,
    answering: (how) => {
      change = how
    },
    cutOn: (test) => {
      cutting = test
    },
    cut,
    mend: () => {
      broken = false
    },
    close: async () => {
      cut()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
