import type { Member } from '../../domain/accounts/membership.ts'
import type { MemberId, SiteId } from '../../domain/shared/ids.ts'
import { createWorkspace } from '../accounts/actions.ts'
import { flush } from '../db/flush.ts'
import { queueLetter } from '../jobs/outbox.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'
import { addMailbox } from './mailboxes.ts'

describe('mail of a demo', () => {
  it('never leaves a demo, where it counts as sent', async () => {
    const server = await startSmtp()
    const { services } = await makeWorld()
    const act = await createWorkspace(services, {
      ...{ name: 'Demo', vocabulary: 'customer', timeZone: 'Europe/Berlin', isDemo: true },
      owner: {
        name: 'Dora',
        email: `dora${services.newId()}@example.com`,
        password: 'correct horse battery',
        job: 'manager',
      },
    })
    const member = { id: act.actor.id as MemberId, role: 'owner', endsAt: null, siteId: act.siteId } as Member
    await addMailbox(
      { ...act, services, member, language: services.languages.choose('en') },
      { ...settings(act.siteId), ...through(server), fetch: 'now' },
    )
    const to = { name: '', address: 'a@x.example' }
    const letter = await queueLetter(act, { purpose: 'invitation', to, subject: 'Hello', text: 'Hello' })
    await flush(act, { writes: [letter!.write], events: [] })
    await carryDueMail(services)
    const rows = await services.db.read(act.workspaceId, (db) =>
      db.selectFrom('outbox').selectAll().execute(),
    )
    expect(rows).toMatchObject([{ state: 'sent', purpose: 'invitation' }])
    expect(server.received).toEqual([])
    await server.stop()
  })
})

function settings(siteId: SiteId) {
  return { siteId, address: 'desk@demo.example', displayName: 'Demo', imap: null }
}

function through(server: { host: string; port: number }) {
  const smtp = { host: server.host, port: server.port, tls: false }
  return { smtp, username: 'desk@servus.example', password: 'correct horse' }
}
