import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a mail server asks of each recipient (`RCPT`) and of each whole message (`END-OF-MESSAGE`). */
export type PolicyQuestion = {
  readonly at: string
  readonly port: number
  readonly sender: string
  readonly recipient: string
}

/** What it is to answer: an SMTP code with its words; null lets it pass. */
export type PolicyAnswer = (asked: PolicyQuestion) => string | null | Promise<string | null>

/** A service which Postfix asks about each mail (its policy delegation, as greylisting has it). */
export type Policy = {
  readonly port: number
  answerWith(fn: PolicyAnswer | null): void
  stop(): Promise<void>
}

/** Starts one that lets all pass until it is told otherwise. */
export async function startPolicy(): Promise<Policy> {
  const open = new Set<Socket>()
  let answer: PolicyAnswer | null = null
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    let heard = ''
    socket.setEncoding('utf8').on('data', async (chunk: string) => {
      heard += chunk
      const end = heard.indexOf('\n\n')
      if (end < 0) return
      const said = new Map(
        heard
          .slice(0, end)
          .split('\n')
          .map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]),
      )
      heard = heard.slice(end + 2)
      const value = (name: string) => said.get(name) ?? ''
      const no = await answer?.({
        at: value('protocol_state'),
        port: Number(value('server_port')),
        sender: value('sender'),
        recipient: value('recipient'),
      })
      socket.write(`action=${no ?? 'DUNNO'}\n\n`)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(fn) {
      answer = fn
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
