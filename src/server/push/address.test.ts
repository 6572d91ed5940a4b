import { isPrivate, mayPushTo, publicLookup } from './address.ts'

describe('where a push may go', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://[2a00:1450:4001::1]/abc',
  ])('is a push service on the internet: %s', (url) => {
    expect(mayPushTo(url, false)).toBe(true)
  })

  it.each([
    'http://fcm.googleapis.com/abc',
    'https://127.0.0.1/abc',
    'https://localhost/abc',
    'https://printer.local/abc',
    'https://db.internal/abc',
    'https://intranet/abc',
    'https://10.1.2.3/abc',
    'https://0x7f.1/abc',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/abc',
    'https://[::ffff:192.168.0.1]/abc',
    'https://[fd00::1]/abc',
    'https://[fec0::1]/abc',
    'https://[2001:0:7f00:1::]/abc',
    'https://[::ffff:0:127.0.0.1]/abc',
    'https://user:pass@example.com/abc',
    'ftp://example.com/abc',
    'file:///etc/passwd',
    'nonsense',
  ])('is never %s', (url) => {
    expect(mayPushTo(url, false)).toBe(false)
  })

  it('is this machine for a test alone', () => {
    expect(mayPushTo('http://127.0.0.1:8080/abc', true)).toBe(true)
    expect(mayPushTo('http://127.0.0.1:8080/abc', false)).toBe(false)
    expect(mayPushTo('http://10.0.0.1/abc', true)).toBe(false)
  })

  it('is no name that leads into a private network, whatever it says', async () => {
    const error = await new Promise((done) => publicLookup('localhost', { all: true }, done))
    expect(String(error)).toContain('private network')
    expect(isPrivate('::ffff:10.0.0.1')).toBe(true)
    expect(isPrivate('no address')).toBe(true)
    expect(isPrivate('142.250.1.1')).toBe(false)
  })
})
