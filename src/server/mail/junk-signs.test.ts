import { readHeaders } from './headers.ts'
import { junkSigns } from './junk-signs.ts'

const mailbox = { imapHost: 'imap.posteo.example', address: 'desk@garage.example' }
const of = (lines: string[], at = mailbox) =>
  junkSigns(readHeaders(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)), at)
const fails = (server: string, said = '(p=REJECT sp=NONE) header.from=bank.example') =>
  `Authentication-Results: ${server}; dkim=none; dmarc=fail ${said}`

describe('what a header says against a mail', () => {
  it('is a failed DMARC where its domain asks to refuse it, said by our own server on top', () => {
    expect(of([fails('mx3.posteo.example')]).dmarc).toBe('reject')
    expect(of([fails('mx.garage.example', 'policy.dmarc=quarantine')]).dmarc).toBe('quarantine')
    expect(of([fails('mx.google.com')], { imapHost: 'imap.gmail.com', address: 'a@b.example' }).dmarc).toBe(
      'reject',
    )
  })

  it('is not what somebody else’s server says, what stands below, or a domain that asks for nothing', () => {
    expect(of([fails('mx.evil.example')]).dmarc).toBeNull()
    expect(of([fails('evilposteo.example')]).dmarc).toBeNull()
    expect(
      of(['Authentication-Results: mx.posteo.example; dmarc=pass', fails('mx.posteo.example')]).dmarc,
    ).toBeNull()
    expect(of([fails('mx.posteo.example', '(p=NONE)')]).dmarc).toBeNull()
    expect(of([fails('mx.posteo.example', '(p=NONE); spf=fail (p=REJECT)')]).dmarc).toBeNull()
    expect(of(['Subject: Hello']).dmarc).toBeNull()
  })

  it.each([
    ['X-Spam-Flag: YES', 'SpamAssassin'],
    ['X-Spam-Status: Yes, score=9.1 required=5.0', 'SpamAssassin'],
    ['X-Spam-Status: No, score=1.0', null],
    ['X-Spam: Yes', 'Rspamd'],
    ['X-Rspamd-Action: add header', 'Rspamd'],
    ['X-Rspamd-Action: no action', null],
    ['X-MS-Exchange-Organization-SCL: 6', 'Microsoft'],
    ['X-MS-Exchange-Organization-SCL: -1', null],
    ['X-Forefront-Antispam-Report: CIP:1.2.3.4;SCL:5;SRV:', 'Microsoft'],
  ])('%s: %s', (line, filter) => expect(of([line]).filter).toBe(filter))
})
