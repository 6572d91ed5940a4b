import { sendReply } from '../../contract/channels.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'

const HEAD = [
  'From: Eve <eve@elsewhere.example>',
  'To: desk@nordlicht.example',
  'Subject: Files',
  'MIME-Version: 1.0',
]
const part = (head: string, words = 'words') => `--b\r\n${head}\r\n\r\n${words}\r\n`
const mixed = (...parts: string[]) =>
  `${[...HEAD, 'Content-Type: multipart/mixed; boundary="b"'].join('\r\n')}\r\n\r\n${parts.join('')}--b--\r\n`

describe('a mail that means harm', () => {
  it('names a file backwards, with paths or line breaks: its name says what it is', async () => {
    const desk = await makeDesk(await makeWorld())
    const names = [
      '=?utf-8?Q?invoice=E2=80=AEfdp.exe?=',
      '../../etc/passwd',
      'C:\\\\windows\\\\evil.exe',
      '=?utf-8?Q?a=0D=0AX-Evil:_1.txt?=',
      '=?utf-8?Q?a=00b=E2=81=A6c.txt?=',
    ]
    const parts = names.map((n) =>
      part(
        `Content-Type: application/octet-stream; name="${n}"\r\nContent-Disposition: attachment; filename="${n}"`,
      ),
    )
    const got = await desk.post(mixed(...parts))
    const [message] = await desk.messages(got.conversationId)
    for (const file of message!.attachments) expect(file.name).not.toMatch(/[\p{Cc}\p{Bidi_Control}/\\]/u)
  })

  it('has hundreds of parts, or parts in parts in parts: it is filed whole', async () => {
    const desk = await makeDesk(await makeWorld())
    const many = await desk.post(
      mixed(
        ...Array.from({ length: 300 }, (_, n) =>
          part(
            `Content-Type: text/plain; name="f${n}.txt"\r\nContent-Disposition: attachment; filename="f${n}.txt"`,
            `w${n}`,
          ),
        ),
      ),
    )
    let deep = part('Content-Type: text/plain', 'deep').replaceAll('--b', '--b500')
    for (let n = 499; n >= 0; n--)
      deep = `--b${n}\r\nContent-Type: multipart/mixed; boundary="b${n + 1}"\r\n\r\n${deep}--b${n + 1}--\r\n`
    const nested = await desk.post(
      `${[...HEAD, 'Content-Type: multipart/mixed; boundary="b0"'].join('\r\n')}\r\n\r\n${deep}--b0--\r\n`,
    )
    expect([many.state, many.understood?.attachments.length, nested.state]).toEqual(['filed', 300, 'filed'])
  })

  it('carries breaks in its subject and names: nothing of it becomes a header of our answer', async () => {
    const smtp = await startSmtp()
    onTestFinished(() => smtp.stop())
    const world = await makeWorld()
    const desk = await makeDesk(world, {
      smtp: { host: smtp.host, port: smtp.port, tls: false },
      ...{ username: 'desk@servus.example', password: 'correct horse' },
    })
    const evil = '=?utf-8?Q?a=0D=0ABcc:_eve@elsewhere.example=0D=0A=0D=0Awords?='
    const got = await desk.post(
      letter({
        ...{ subject: evil, from: `${evil} <marta@posteo.example>`, cc: `${evil} <ben@posteo.example>` },
        ...{ id: '<a@posteo.example>', references: '<b@x> <c@x\tBcc:eve@x>' },
      }),
    )
    const params = { conversationId: got.conversationId! }
    await world.owner.call(sendReply, { params, body: { text: 'Thank you.' } })
    world.at('2026-11-23T09:13:00Z')
    await carryDueMail(world.services)
    const [sent] = smtp.received
    const raw = String(sent!.raw)
    expect(raw).not.toMatch(/^Bcc:/im)
  })
})
