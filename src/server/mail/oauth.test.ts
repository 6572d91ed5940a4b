import {
  authorizationUrl,
  newErrand,
  type OAuthApp,
  type OAuthFailed,
  redeemCode,
  renewTokens,
  revokeToken,
} from './oauth.ts'
import { startOAuth, type TestOAuth } from './testing/oauth.ts'

const BACK = 'http://127.0.0.1:1/mail-sign-in/google'
let server: TestOAuth
let app: OAuthApp
beforeEach(async () => {
  server = await startOAuth()
  app = { ...server, secret: server.clientSecret, scopes: 'mail openid email' }
})
afterEach(async () => await server.stop())

async function signIn(errand = newErrand()) {
  const url = await authorizationUrl(app, errand, BACK, { login_hint: 'desk@servus.example' })
  const back = await server.consent(url)
  expect(back.get('state')).toBe(errand.state)
  return { errand, code: back.get('code')! }
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (e: OAuthFailed) => [e.error, e.said],
  )

describe('a sign-in at a provider', () => {
  it('ends with tokens and with whose account it was', async () => {
    const { errand, code } = await signIn()
    const tokens = await redeemCode(app, errand, code, BACK)
    expect(tokens).toMatchObject({ expiresIn: 3600, accounts: ['desk@servus.example'] })
    expect(server.whose(tokens.access)).toBe('desk@servus.example')
    expect(tokens.refresh).toBeTruthy()
  })

  it('works once, for whoever began it, and on the way back it was begun with', async () => {
    const { errand, code } = await signIn()
    const other = newErrand()
    expect(await failure(redeemCode(app, { ...errand, verifier: other.verifier }, code, BACK))).toMatchObject(
      ['invalid_grant', expect.anything()],
    )
    const second = await signIn()
    expect(await failure(redeemCode(app, second.errand, second.code, `${BACK}/other`))).toMatchObject([
      'invalid_grant',
      expect.anything(),
    ])
    const third = await signIn()
    await redeemCode(app, third.errand, third.code, BACK)
    expect(await failure(redeemCode(app, third.errand, third.code, BACK))).toMatchObject([
      'invalid_grant',
      expect.anything(),
    ])
  })

  it('takes no word of who signed in that was given for another sign-in', async () => {
    const { errand, code } = await signIn()
    const wrong = { ...errand, nonce: newErrand().nonce }
    expect(await failure(redeemCode(app, wrong, code, BACK))).toMatchObject([null, expect.anything()])
  })
})

describe('a lasting token', () => {
  it('gives new ones, and nothing once it was given back', async () => {
    const { errand, code } = await signIn()
    const { refresh } = await redeemCode(app, errand, code, BACK)
    const renewed = await renewTokens(app, refresh!)
    expect(renewed.refresh).not.toBe(refresh)
    expect(await revokeToken(app, renewed.refresh!)).toBe(true)
    expect(await failure(renewTokens(app, renewed.refresh!))).toMatchObject([
      'invalid_grant',
      expect.anything(),
    ])
    expect(await revokeToken(app, renewed.refresh!)).toBe(true)
    expect(await revokeToken({ ...app, revokeUrl: null }, 'any')).toBe(false)
  })

  it('says of a server that is away, of one that cuts the line, and of an app it does not know, which it is', async () => {
    const { errand, code } = await signIn()
    const { refresh } = await redeemCode(app, errand, code, BACK)
    server.fail('down')
    expect(await failure(renewTokens(app, refresh!))).toEqual([null, '500'])
    server.fail('client')
    expect(await failure(renewTokens(app, refresh!))).toEqual([
      'invalid_client',
      'The app is not known here.',
    ])
    server.fail('lost')
    expect(await failure(renewTokens(app, refresh!))).toMatchObject([null, expect.anything()])
    server.fail(null)
    expect((await renewTokens(app, refresh!)).access).toBeTruthy()
    await server.stop()
    expect(await failure(renewTokens(app, refresh!))).toMatchObject([null, expect.anything()])
  })
})
