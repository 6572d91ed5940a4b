import { doubtOf, isBelieved, type Judged, readServer } from './authenticity.ts'

const judged = (findings: string, more: Partial<Judged> = {}): Judged => ({
  ...{ server: 'mx.ours.example', from: 'posteo.example', policy: null, passedOn: false, ...more },
  findings: findings.split(' ').map((f) => {
    const [, method, result, domain] = /^([^=]+)=([^@]+)(?:@(.*))?$/.exec(f)!
    return { method: method!, result: result!, domain: domain ?? null }
  }),
})

describe('whether a mail may not be from whom it names', () => {
  it.each([
    ['its domain vouches for it', 'dmarc=pass dkim=pass@posteo.example', null],
    ['nothing is known', 'dmarc=none spf=none dkim=none', null],
    ['its domain does not vouch for it', 'dmarc=fail dkim=none spf=pass@evil.example', 'dmarc'],
    ['a stranger signed it', 'dmarc=fail dkim=pass@evil.example', 'dmarc'],
    [
      'a forwarder broke the path, its signature holds',
      'dmarc=fail spf=fail@posteo.example dkim=pass@posteo.example',
      null,
    ],
    [
      'a list signed it too, its own signature holds',
      'dkim=pass@list.example dkim=pass@posteo.example spf=fail@posteo.example',
      null,
    ],
    [
      'a list changed it, its domain asks for nothing',
      'dmarc=none dkim=fail@posteo.example spf=pass@list.example',
      null,
    ],
    ['a forwarder has its own envelope', 'dmarc=none spf=fail@forward.example dkim=none', null],
    ['its domain names other servers', 'dmarc=none spf=fail@posteo.example dkim=none', 'spf'],
    ['its domain is not sure', 'dmarc=none spf=softfail@posteo.example dkim=none', null],
    ['the check could not be done', 'dmarc=temperror spf=temperror', null],
    ['the provider calls it forged', 'dmarc=none compauth=fail', 'provider'],
  ])('%s: %s', (_, findings, code) => expect(doubtOf(judged(findings))?.code ?? null).toBe(code))

  it('is not what a trusted forwarder found right when it passed through', () => {
    const forged = 'dmarc=fail arc=pass spf=fail@posteo.example'
    expect(doubtOf(judged(forged))).toMatchObject({ code: 'dmarc' })
    expect(doubtOf(judged(forged, { passedOn: true }))).toBeNull()
  })

  it('knows a signature of the domain above the sender’s, and none of one below it', () => {
    const under = (domain: string, from: string) =>
      doubtOf(judged(`dmarc=fail dkim=pass@${domain}`, { from }))
    expect(under('posteo.example', 'mail.posteo.example')).toBeNull()
    expect(under('somebody.posteo.example', 'posteo.example')).toMatchObject({ code: 'dmarc' })
    expect(under('example', 'posteo.example')).toMatchObject({ code: 'dmarc' })
  })

  it('says whose domain does not vouch, by whose word, and what that domain asks for', () => {
    const doubt = { code: 'dmarc', policy: 'reject', domain: 'posteo.example', server: 'mx.ours.example' }
    expect(doubtOf(judged('dmarc=fail', { policy: 'reject' }))).toEqual(doubt)
    expect(doubtOf(null)).toBeNull()
  })
})

describe('a server that is believed', () => {
  it('is one that is named, or stands under a name', () => {
    expect(isBelieved('mx1.posteo.example', ['posteo.example'])).toBe(true)
    expect(isBelieved('posteo.example', ['posteo.example'])).toBe(true)
    expect(isBelieved('evilposteo.example', ['posteo.example'])).toBe(false)
    expect(isBelieved('posteo.example', [])).toBe(false)
  })

  it('is named as servers are', () => {
    expect(readServer(' MX.Google.com. ')).toBe('mx.google.com')
    for (const no of ['', 'a b', 'x;y', '@x.example', `${'a'.repeat(300)}.example`])
      expect(readServer(no)).toBeNull()
  })
})
