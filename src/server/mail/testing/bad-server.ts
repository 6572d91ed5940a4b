import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a bad server says from some moment on: pieces for as long as the line takes them, or one each tenth of a second. */
export type Flood = {
  readonly after: RegExp | 'greeting'
  readonly say: (n: number) => string | Buffer
  readonly slowly?: boolean
}

/** A server on a real socket that behaves until it is asked what `flood.after` names, and never again. */
export async function startBadServer(kind: 'imap' | 'smtp', flood: Flood) {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    if (flood.after === 'greeting') return pour(socket, flood)
    socket.write(kind === 'imap' ? '* OK [CAPABILITY IMAP4rev1] hello\r\n' : '220 hello ESMTP\r\n')
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      const lines = heard.split('\r\n')
      heard = lines.pop()!
      for (const line of lines) {
        if ((flood.after as RegExp).test(line)) return pour(socket, flood)
        socket.write(kind === 'imap' ? imapAnswer(line) : smtpAnswer(line))
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    server: {
      ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, security: 'none' as const },
      ...{ user: 'desk', pass: 'secret' },
      timeouts: { connect: 1500, greeting: 1500, silence: 1500, command: 1500 },
    },
    lines: () => open.size,
    stop: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function pour(socket: Socket, { say, slowly }: Flood): void {
  let n = 0
  if (slowly) {
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(say(n++))), 100)
    return
  }
  const more = () => {
    while (!socket.destroyed && socket.write(say(n++)));
    if (!socket.destroyed) socket.once('drain', more)
  }
  more()
}

function imapAnswer(line: string): string {
  const [tag] = line.split(' ')
  const ok = `${tag} OK done\r\n`
  if (/ (?:SELECT|EXAMINE) /i.test(line))
    return `* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 2] x\r\n${ok}`
  if (/ SEARCH /i.test(line)) return `* SEARCH 1\r\n${ok}`
  if (/ FETCH /i.test(line)) return `* 1 FETCH (UID 1 RFC822.SIZE 100)\r\n${ok}`
  return ok
}

function smtpAnswer(line: string): string {
  if (/^EHLO/i.test(line)) return '250-hello\r\n250 AUTH PLAIN\r\n'
  if (/^AUTH/i.test(line)) return '235 come in\r\n'
  return /^DATA/i.test(line) ? '354 go on\r\n' : '250 well\r\n'
}
