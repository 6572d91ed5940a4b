import { readHeaders } from './headers.ts'
import { authenticationOf, pathOf, readResults } from './trace.ts'

const fields = (lines: string[]) => readHeaders(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))

describe('the way a mail came', () => {
  it('begins with the first server, each with its name and its date', () => {
    const found = pathOf(
      fields([
        'Received: from mx.ours.example (mx.ours.example [192.0.2.2])',
        '\tby inbox.ours.example with LMTP id 1; Mon, 23 Nov 2026 10:00:05 +0100 (CET)',
        'Received: from laptop.local by mx.posteo.example; Mon, 23 Nov 2026 10:00:01 +0100',
        'Received: by nowhere; not a date',
      ]),
    )
    expect(found).toEqual([
      { from: '', by: 'nowhere', at: null },
      { from: 'laptop.local', by: 'mx.posteo.example', at: '2026-11-23T09:00:01.000Z' },
      { from: 'mx.ours.example', by: 'inbox.ours.example', at: '2026-11-23T09:00:05.000Z' },
    ])
  })
})

describe('what servers say of a sender', () => {
  it('is read method by method, the last server first', () => {
    const found = authenticationOf(
      fields([
        'Authentication-Results: mx.ours.example 1; dkim=pass header.d=posteo.example;',
        '  spf=softfail (not sure) smtp.mailfrom=posteo.example; dmarc=fail (p=reject) header.from=posteo.example',
        'Authentication-Results: other.example; none',
      ]),
    )
    expect(found).toEqual([
      {
        server: 'mx.ours.example',
        results: [
          { method: 'dkim', result: 'pass', about: 'header.d=posteo.example' },
          { method: 'spf', result: 'softfail', about: 'smtp.mailfrom=posteo.example' },
          { method: 'dmarc', result: 'fail', about: 'header.from=posteo.example' },
        ],
      },
      { server: 'other.example', results: [] },
    ])
  })

  it('is not what a sender writes into a comment or a quoted name', () => {
    const { server, results } = readResults(
      'mx.example (; dmarc=pass (deep) ); spf=fail smtp.mailfrom="a; dmarc=pass"@x.example',
    )
    expect(server).toBe('mx.example')
    expect(results.map((r) => `${r.method} ${r.result}`)).toEqual(['spf fail'])
  })
})
