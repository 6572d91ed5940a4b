import type { InputOf, ReplyOf } from '../../contract/endpoint.ts'
import * as contract from '../../contract/mail-sign-in.ts'
import { addMailbox, listMailboxes } from '../../contract/mailboxes.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import type { TestOAuth } from '../mail/testing/oauth.ts'
import type { World } from './world.ts'

/** The app of a test at its own provider, as somebody sets it up. */
export function appAt({ authorizeUrl, tokenUrl, revokeUrl, clientId, clientSecret }: TestOAuth) {
  return { authorizeUrl, tokenUrl, revokeUrl, clientId, secret: clientSecret, scopes: 'mail openid email' }
}

/** Sets a provider up in a world, by default Google, with its places at a test's own. */
export async function setUpProvider(world: World, oauth: TestOAuth, provider: 'google' | 'other' = 'google') {
  const body = { ...appAt(oauth), version: 0 }
  return await world.owner.call(contract.saveMailApp, { params: { provider }, body })
}

/** Connects a mailbox that is to be signed in at Google. */
export async function addSignedInBox(
  world: World,
  settings: Partial<InputOf<typeof addMailbox>['body']> = {},
): Promise<MailboxId> {
  const body: InputOf<typeof addMailbox>['body'] = {
    ...{ siteId: world.siteId, address: 'desk@servus.example', displayName: 'Desk' },
    ...{ imap: null, smtp: null, username: null, provider: 'google', fetch: 'all' },
    ...settings,
  }
  return (await world.owner.call(addMailbox, { body })).id
}

/** Sends somebody to the provider, where they allow it, and brings back what it sent. */
export async function signInBox(
  world: World,
  oauth: TestOAuth,
  mailboxId: MailboxId,
): Promise<ReplyOf<typeof contract.finishMailSignIn>> {
  const { url } = await world.owner.call(contract.beginMailSignIn, { params: { mailboxId } })
  return await world.owner.call(contract.finishMailSignIn, broughtBack(await oauth.consent(url)))
}

/** What a provider sent, as the screen hands it over. */
export function broughtBack(sent: URLSearchParams, provider: 'google' | 'microsoft' | 'other' = 'google') {
  const [code, error, said] = ['code', 'error', 'error_description'].map(
    (name) => sent.get(name) ?? undefined,
  )
  return { params: { provider }, body: { state: sent.get('state') ?? '', code, error, said } }
}

/** The first mailbox of a world, as its screen shows it. */
export async function firstBox(world: World) {
  return (await world.owner.call(listMailboxes)).items[0]!
}
