import fc from 'fast-check'
import { instant, plus } from '../shared/time.ts'
import {
  type Bound,
  faultOfSignIn,
  isAccountOf,
  isBoundTo,
  isSafePlace,
  isUsable,
  MAIL_PROVIDERS,
  nextRenewal,
  PRESETS,
  takesBack,
} from './mail-sign-in.ts'

const NOW = instant('2026-11-23T09:12:00Z')

describe('a place tokens travel to', () => {
  it('is encrypted, or on this machine', () => {
    for (const url of [
      'https://login.example/token',
      'http://127.0.0.1:8080/token',
      'http://localhost/t',
      'http://[::1]:1/t',
    ])
      expect(isSafePlace(url), url).toBe(true)
    for (const url of [
      ...['http://login.example/token', 'http://127.0.0.1.evil.example/', 'http://10.0.0.1/token', ''],
      ...[
        'ftp://login.example/',
        'javascript:alert(1)',
        'data:text/html,x',
        'https://me:pass@login.example/',
      ],
      ...['https://login.example/token#x', '/token', 'http://localhost.evil.example/', 'file:///etc/passwd'],
    ])
      expect(isSafePlace(url), url).toBe(false)
  })

  it('is never one in the clear on another machine, whatever it is called', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http'] }), (url) => {
        expect(isSafePlace(url)).toBe(false)
      }),
    )
  })

  it('stands there for Google and Microsoft before anybody types', () => {
    for (const provider of MAIL_PROVIDERS.filter((p) => p !== 'other')) {
      const { authorizeUrl, tokenUrl, revokeUrl, scopes } = PRESETS[provider]
      for (const url of [authorizeUrl, tokenUrl, ...(revokeUrl ? [revokeUrl] : [])])
        expect(isSafePlace(url), url).toBe(true)
      expect(scopes).toContain('openid email')
      if (revokeUrl) expect(takesBack(tokenUrl, revokeUrl)).toBe(true)
    }
  })

  it('takes back only what it gave itself', () => {
    const from = 'https://login.example/token'
    expect(takesBack(from, 'https://login.example/else/revoke')).toBe(true)
    for (const url of [
      'https://login.example:444/revoke',
      'http://login.example/revoke',
      'https://a.login.example/',
      '',
    ])
      expect(takesBack(from, url), url).toBe(false)
  })
})

describe('a token', () => {
  it('is renewed before it ends, and used until refused where nobody said when that is', () => {
    expect(isUsable(plus(NOW, { minutes: 3 }), NOW)).toBe(true)
    expect(isUsable(plus(NOW, { minutes: 1 }), NOW)).toBe(false)
    expect(isUsable(plus(NOW, { minutes: -1 }), NOW)).toBe(false)
    expect(isUsable(null, NOW)).toBe(true)
  })

  it('is asked for again more and more seldom while its server is away', () => {
    const after = [1, 2, 3, 6, 50].map((n) => nextRenewal(n, NOW))
    expect(after).toEqual([10, 20, 40, 300, 300].map((seconds) => plus(NOW, { seconds })))
  })
})

describe('an account', () => {
  it('is the one the mailbox wants, however it is written', () => {
    expect(isAccountOf('Desk@Garage.example', ['desk@garage.example'])).toBe(true)
    expect(isAccountOf('ana@garage.example', ['desk@garage.example', null])).toBe(false)
    expect(isAccountOf('', [null])).toBe(false)
  })
})

describe('what a provider says', () => {
  it.each([
    ['access_denied', null, 'denied'],
    ['access_denied', 'AADSTS65004: User declined to consent to access the app.', 'denied'],
    ['access_denied', 'The user needs admin approval', 'admin'],
    ['consent_required', 'AADSTS65001: The user or administrator has not consented', 'admin'],
    ['access_denied', 'AADSTS90094: The grant requires admin permission.', 'admin'],
    ['admin_policy_enforced', null, 'admin'],
    ['unauthorized_client', 'AADSTS700016: not found in the directory; ask your admin', 'app'],
    ['invalid_client', null, 'app'],
    ['redirect_uri_mismatch', null, 'app'],
    ['temporarily_unavailable', null, 'away'],
    ['something_new', null, 'other'],
  ] as const)('%s (%s) is understood as %s', (error, said, fault) => {
    expect(faultOfSignIn(error, said)).toBe(fault)
  })
})

describe('what was granted', () => {
  const bound: Bound = {
    clientId: 'app',
    tokenUrl: 'https://login.example/token',
    hosts: ['imap.example', 'smtp.example'],
    username: 'desk@garage.example',
  }

  it('goes to the servers it was given for, or fewer', () => {
    fc.assert(
      fc.property(fc.subarray([...bound.hosts]), (hosts) => {
        expect(isBoundTo(bound, { ...bound, hosts })).toBe(true)
      }),
    )
  })

  it('goes nowhere else, to no other app, and under no other name', () => {
    const other = fc.constantFrom<Partial<Bound>>(
      { clientId: 'other' },
      { tokenUrl: 'https://thief.example/token' },
      { hosts: ['imap.example', 'thief.example'] },
      { username: 'boss@garage.example' },
    )
    fc.assert(
      fc.property(other, (change) => {
        expect(isBoundTo(bound, { ...bound, ...change })).toBe(false)
      }),
    )
  })
})
