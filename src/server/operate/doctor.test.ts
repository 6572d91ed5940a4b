import { startOAuth, type TestOAuth } from '../mail/testing/oauth.ts'
import { secretFrom } from '../secret.ts'
import { addSignedInBox, setUpProvider, signInBox } from '../world/mail-sign-in.ts'
import { makeWorld, type World } from '../world/world.ts'
import type { AtHand } from './at-hand.ts'
import { examine } from './doctor.ts'

let oauth: TestOAuth
beforeEach(async () => {
  oauth = await startOAuth()
})
afterEach(async () => await oauth.stop())

async function told({ services }: World, secret = services.secret): Promise<string[]> {
  const { config, appUrl } = services
  const reached = { appUrl, ownerUrl: appUrl }
  const findings = await examine({ config, secret, reached, servus: null } as unknown as AtHand)
  return findings.filter((one) => !one.well).map((one) => one.sentence)
}

describe('doctor', () => {
  it('says which mailbox waits for somebody to sign in, and which provider does not take the app', async () => {
    const world = await makeWorld()
    await setUpProvider(world, oauth)
    const address = 'waits@servus.example'
    const id = await addSignedInBox(world, { address, smtp: { host: '127.0.0.1', port: 1, tls: false } })
    expect((await told(world)).join('\n')).toContain(`Nobody is signed in for ${address}`)
    oauth.signsIn(address)
    oauth.fail('client')
    await signInBox(world, oauth, id)
    expect((await told(world)).join('\n')).toMatch(/The app is not known here.*Mail providers \(google\)/)
    oauth.fail(null)
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null })
    const well = (await told(world)).join('\n')
    expect(well).not.toContain(address)
    expect(well).not.toContain('Mail providers')
    const other = (await told(world, secretFrom('ab'.repeat(32)))).join('\n')
    expect(other).toContain(`What ${address} is signed in with does not open with this secret`)
    expect(other).toContain('The secret of the app at Settings → Mail providers (google) does not open')
  })
})
