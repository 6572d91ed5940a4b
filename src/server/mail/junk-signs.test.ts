import { doubtOf } from '../../domain/channels/authenticity.ts'
import { readHeaders } from './headers.ts'
import { isLikelyOurs, judgedBy, readJudged, spamFilter } from './junk-signs.ts'

const fields = (lines: string[]) => readHeaders(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))
const doubt = (lines: string[], believed = ['posteo.example']) =>
  doubtOf(readJudged(fields(lines), 'no@bank.example', believed))
const fails = (server: string, said = '(p=REJECT sp=NONE) header.from=bank.example') =>
  `Authentication-Results: ${server}; dkim=none; dmarc=fail ${said}`

describe('what a header says against a mail', () => {
  it('is a failed DMARC with what its domain asks for, said by a server that is believed', () => {
    expect(doubt([fails('mx3.posteo.example')])).toMatchObject({ code: 'dmarc', policy: 'reject' })
    expect(doubt([fails('posteo.example', 'policy.dmarc=quarantine')])).toMatchObject({
      policy: 'quarantine',
    })
    expect(doubt([fails('mx.posteo.example', '(p=NONE)')])).toMatchObject({ policy: 'none' })
    expect(doubt([fails('mx.posteo.example', '(p=NONE); spf=fail (p=REJECT)')])).toMatchObject({
      policy: 'none',
    })
    expect(doubt([fails('mx.posteo.example', 'header.from=bank.example')])).toMatchObject({ policy: null })
  })

  it('is nothing without somebody who is believed, from somebody else’s server, or below what ours said', () => {
    expect(doubt([fails('mx.posteo.example')], [])).toBeNull()
    expect(doubt([fails('mx.evil.example')])).toBeNull()
    expect(doubt([fails('evilposteo.example')])).toBeNull()
    const passes = 'Authentication-Results: mx.posteo.example; dmarc=pass'
    expect(doubt([passes, fails('mx.posteo.example')])).toBeNull()
    const spf = 'Authentication-Results: mx.posteo.example; spf=pass smtp.mailfrom=evil.example'
    expect(doubt([spf, 'Received: from x by mx.posteo.example', fails('mx.posteo.example')])).toBeNull()
    expect(doubt(['Subject: Hello'])).toBeNull()
  })

  it('is read across the findings a server writes one by one', () => {
    const dkim = 'Authentication-Results: mx.posteo.example; dkim=pass header.d=bank.example'
    expect(doubt([dkim, fails('mx.posteo.example')])).toBeNull()
    expect(doubt(['Received: by lmtp', fails('mx.posteo.example')])).toMatchObject({ code: 'dmarc' })
  })

  it('believes a chain of forwarders only where people trust the last, and it found the mail right', () => {
    const chain = (d: string, found: string) =>
      doubt([
        'Authentication-Results: mx.posteo.example; arc=pass; dmarc=fail (p=REJECT)',
        `ARC-Seal: i=2; a=rsa-sha256; d=${d}; s=a; cv=pass; b=x`,
        `ARC-Authentication-Results: i=2; mx.${d}; ${found}`,
        'ARC-Seal: i=1; a=rsa-sha256; d=google.com; s=a; cv=none; b=x',
        'ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass',
      ])
    expect(chain('google.com', 'dmarc=pass')).toBeNull()
    expect(chain('google.com', 'dmarc=fail')).not.toBeNull()
    expect(chain('evil.example', 'dmarc=pass')).not.toBeNull()
  })

  it('names the server on top, and proposes one that looks like ours', () => {
    expect(judgedBy(fields([fails('MX.Google.com'), fails('mx.evil.example')]))).toBe('mx.google.com')
    expect(judgedBy(fields(['Subject: Hello']))).toBeNull()
    expect(isLikelyOurs('mx.google.com', { imapHost: 'imap.gmail.com', address: 'a@b.example' })).toBe(true)
    expect(isLikelyOurs('mx.b.example', { imapHost: null, address: 'a@b.example' })).toBe(true)
    expect(isLikelyOurs('mx.evil.example', { imapHost: 'imap.posteo.example', address: 'a@b.example' })).toBe(
      false,
    )
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
  ])('%s: %s', (line, filter) => expect(spamFilter(fields([line]))).toBe(filter))
})
