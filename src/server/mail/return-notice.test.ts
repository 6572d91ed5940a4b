import fc from 'fast-check'
import { parseMail, type UnderstoodMail } from './parse.ts'
import { readReturnNotice } from './return-notice.ts'

const QMAIL = `Hi. This is the qmail-send program at mail.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<gone@mail.example>:
203.0.113.9 does not like recipient.
Remote host said: 550 5.1.1 <gone@mail.example>: Recipient address rejected: User unknown
Giving up on 203.0.113.9.

--- Below this line is a copy of the message.

Return-Path: <desk@garage.example>
Message-ID: <q1@desk.example>
To: gone@mail.example, other@mail.example
Subject: Your winter tyres

Your tyres have arrived.
`
const EXIM = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  gone@mail.example
    SMTP error from remote mail server after RCPT TO:<gone@mail.example>:
    host mx.mail.example [203.0.113.9]: 550 5.2.1 mailbox disabled

------ This is a copy of the message, including all the headers. ------

Return-path: <desk@garage.example>
Message-Id: <q1@desk.example>
Subject: Your winter tyres
`
const GMX = `Diese E-Mail wurde automatisch vom Mail-Server erzeugt.
Ihre Nachricht konnte an einen oder mehrere Empfänger nicht zugestellt werden.

"gone@mail.example":
SMTP error from remote server for RCPT TO command, host: mx.mail.example (203.0.113.9) reason: 550 5.1.1 Empfänger unbekannt

--- Der Header der ursprünglichen Nachricht ist nachstehend angehängt ---

Message-ID: <q1@desk.example>
From: desk@garage.example
`
const EXCHANGE = `Your message did not reach some or all of the intended recipients.

      Subject:  Your winter tyres
      Sent:     21.11.2026 12:00

The following recipient(s) could not be reached:

      gone@mail.example on 21.11.2026 12:01
            The e-mail account does not exist at the organization this message was sent to. Check the e-mail address.
            <mx.mail.example #5.1.1>
`
const YAHOO = `Sorry, we were unable to deliver your message to the following address.

<gone@mail.example>:
552: 5.2.2 Mailbox full, over quota

--- Below this line is a copy of the message.

Message-ID: <q1@desk.example>
`
const NOTES = `Your message

  Subject: Your winter tyres

was not delivered to:

  gone@mail.example

because:

  User gone (gone@mail.example) not listed in public Name & Address Book
`
const WAITS = `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mail.example.

  gone@mail.example
    host mx.mail.example: 451 4.7.1 try again later

No action is required on your part. Delivery attempts will continue for some time.

Message-ID: <q1@desk.example>
`

const mailOf = async (text: string, more: string[] = []) => {
  const head = [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    'To: desk@garage.example',
    'Subject: Mail delivery failed: returning message to sender',
    'Date: Sat, 21 Nov 2026 12:00:00 +0000',
    'Message-ID: <back@mx.example>',
    ...more,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ]
  return (await parseMail(Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`))) as UnderstoodMail
}

describe('a mail that came back in free form', () => {
  it.each([
    ['qmail', QMAIL, '5.1.1', 'User unknown'],
    ['Exim', EXIM, '5.2.1', 'mailbox disabled'],
    ['GMX', GMX, '5.1.1', 'Empfänger unbekannt'],
    ['Exchange 2003', EXCHANGE, '5.1.1', 'does not exist'],
    ['Yahoo', YAHOO, '5.2.2', 'Mailbox full'],
    ['Lotus Notes', NOTES, null, 'not listed'],
  ])('says from whom and why: %s', async (_, text, status, words) => {
    const { auto } = await mailOf(text)
    expect(auto).toMatchObject({ isBounce: true, isAutoReply: false })
    expect(auto.reports).toEqual([
      { address: 'gone@mail.example', action: 'failed', status, words: expect.stringContaining(words) },
    ])
  })

  it.each([
    ['qmail', QMAIL],
    ['Exim', EXIM],
    ['GMX', GMX],
    ['Yahoo', YAHOO],
  ])('names the mail it brings along: %s', async (_, text) => {
    expect((await mailOf(text)).auto.returned).toBe('<q1@desk.example>')
  })

  it('shows the mark under which it left, where its header came along', async () => {
    const marked = QMAIL.replace(/^message-id:/im, `X-Servus-Sent: ${'0a'.repeat(15)}\n$&`)
    expect((await mailOf(marked)).auto).toMatchObject({
      ...{ returned: '<q1@desk.example>', returnedMark: '0a'.repeat(15) },
    })
    expect((await mailOf(QMAIL)).auto.returnedMark).toBeNull()
  })

  it('says nothing of whom the mail also went to', async () => {
    const { auto } = await mailOf(QMAIL)
    expect(auto.reports.map((r) => r.address)).not.toContain('other@mail.example')
  })

  it('names all addresses of X-Failed-Recipients', async () => {
    const failed = 'X-Failed-Recipients: one@mail.example,\r\n  two@mail.example'
    const { auto } = await mailOf('The following addresses failed.', [failed])
    expect(auto.reports.map((r) => r.address)).toEqual(['one@mail.example', 'two@mail.example'])
  })

  it('that only waits did not come back', async () => {
    const { auto } = await mailOf(WAITS)
    expect(auto).toMatchObject({ isBounce: false, isAutoReply: true })
  })

  it('is read in bounded time whatever it says', () => {
    const piece = fc.constantFrom(
      'gone@mail.example',
      ':',
      '\n',
      '550 5.1.1',
      '--- Below',
      ' ',
      'a@b',
      '<',
      '>',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
        const { reports } = readReturnNotice(pieces.join(''), [])
        expect(reports.every((r) => r.address?.includes('@'))).toBe(true)
        expect(new Set(reports.map((r) => r.address)).size).toBe(reports.length)
      }),
    )
  })
})
