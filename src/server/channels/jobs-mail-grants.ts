import { nextRenewal, takesBack } from '../../domain/channels/mail-sign-in.ts'
import { type Act, flush } from '../db/flush.ts'
import { realNow } from '../jobs/real-time.ts'
import type { Tick } from '../jobs/tick.ts'
import { OAuthFailed, revokeToken } from '../mail/oauth.ts'
import type { Services } from '../services.ts'
import { appOf, openToken } from './mailboxes-tokens.ts'
import * as store from './store-mail-sign-in.ts'

/** After so many attempts a provider that does not answer is let be: what it gave is forgotten here. */
const MOST_ATTEMPTS = 12

/** Gives back to providers what is not wanted any more, and forgets it, as it forgets apps that were removed. */
export const giveBackGrants: Tick = { due: store.workspacesWithGrantsLeaving, run: giveBack, rounds: 5 }

async function giveBack(act: Act, services: Services): Promise<void> {
  const { apps, grants } = await act.db.read(act.workspaceId, async (db) => ({
    // By one that was removed something may be left to give back.
    apps: await store.listApps(db, true),
    grants: await store.listLeaving(db, realNow(services)),
  }))
  for (const grant of grants) {
    const app = apps.find((one) => one.provider === grant.provider) ?? null
    const write = (await isGivenBack(act, services, app, grant))
      ? store.deleteGrant(grant)
      : store.delayLeaving(grant, grant.attempts + 1, nextRenewal(grant.attempts + 1, realNow(services)))
    await flush(act, { writes: [write], events: [] }, true)
  }
  const now = realNow(services)
  const forgotten = await act.db.read(act.workspaceId, (db) => store.listForgotten(db, now))
  if (forgotten.length > 0)
    await flush(act, { writes: forgotten.map((one) => store.forgetApp(one, now)), events: [] }, true)
}

async function isGivenBack(
  act: Act,
  services: Services,
  app: store.StoredApp | null,
  grant: store.StoredGrant,
): Promise<boolean> {
  const givenBy =
    app !== null && app.clientId === grant.bound.clientId && app.tokenUrl === grant.bound.tokenUrl
  if (!givenBy || grant.attempts >= MOST_ATTEMPTS) return true
  if (app.revokeUrl !== null && !takesBack(grant.bound.tokenUrl, app.revokeUrl)) return true
  try {
    const refresh = openToken(services.secret, act.workspaceId, grant.mailboxId, grant.refreshToken)
    await revokeToken(appOf(services.secret, act.workspaceId, app), refresh)
    return true
  } catch (err) {
    services.log.warn({ err, mailbox: grant.mailboxId }, 'what a provider gave could not be given back')
    // What it has an answer to will have the same answer again; sealed with another secret, it cannot be given back at all.
    return !(err instanceof OAuthFailed) || (err.error !== null && err.error !== 'temporarily_unavailable')
  }
}
