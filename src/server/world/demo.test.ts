import { readSession } from '../../contract/accounts.ts'
import { readCustomerPage } from '../../contract/contact.ts'
import { readCounter } from '../../contract/counter.ts'
import type { Endpoint, ReplyOf } from '../../contract/endpoint.ts'
import { listAuthorityLimits } from '../../contract/goodwill.ts'
import { listCauses, listLearnt, listToLookAt } from '../../contract/learning.ts'
import { listPromises } from '../../contract/promises.ts'
import { listFrictions, listRecoveryCases } from '../../contract/recovery.ts'
import { readToday } from '../../contract/today.ts'
import { signIn } from '../http/auth.ts'
import { pageToken } from '../people/actions-page-links.ts'
import { makeDemo } from './demo.ts'
import { makeWorld } from './world.ts'

describe('the demo', () => {
  it('opens on one consistent Thursday morning, everything told through the same actions as real use', async () => {
    const world = await makeWorld()
    const demo = await makeDemo(world.services, 'Europe/Berlin')
    const cookie = (await signIn(world.services.auth, demo.email, demo.password))
      .map((c) => c.split(';')[0])
      .join('; ')
    const read = async <E extends Endpoint>(e: E, path = e.path): Promise<ReplyOf<E>> =>
      (await (await world.fetch(`/api${path}`, { headers: { cookie } })).json()) as ReplyOf<E>

    const session = await read(readSession)
    expect(session.current).toMatchObject({
      workspace: { name: 'Nordlicht Motors', isDemo: true, now: '2026-11-26T09:12:00.000Z' },
      member: { name: 'Ana Novak' },
      firstScreen: 'today',
    })

    const today = await read(readToday)
    expect(today.groups.now.map((i) => [i.kind, i.person?.name])).toEqual([
      ['handover', 'Samuel Ito'],
      ['conversation', 'Ewa Nowak'],
      ['conversation', 'Anna Achterberg'],
    ])
    expect(today.groups.next.map((i) => i.what)).toEqual([
      'Ana calls Priya with both prices for winter tyres',
      'You hear from Ana about the gearbox',
      'Ana tells Dina which sensor the Fabia needs',
      'The sensor is fitted',
    ])
    expect(today.expected.map((e) => e.what)).toEqual([
      'Inspection, a loaner is kept ready',
      'Service for the camper, a table is set',
    ])
    const counter = await read(readCounter)
    expect(counter.arrivals.map((a) => [a.person?.name, a.state])).toEqual([
      ['Helen Ward', 'being_served'],
      ['Giulia Verdi', 'looking'],
    ])
    expect(counter.expected.map((e) => e.person.name)).toEqual(['Tomás Brandt', 'Anna Achterberg'])
    const overdue = await read(listPromises, '/promises?of=all')
    expect(overdue.items[0]).toMatchObject({ text: 'Dina sends the invoice of October', state: 'overdue' })

    const { items: causes } = await read(listCauses, '/causes?state=open')
    expect(causes).toMatchObject([{ name: 'The loaner was not ready', owner: { name: 'Luis Ortega' } }])
    expect((await read(listToLookAt)).items.map((g) => g.person?.name)).toEqual(['Helen Ward'])
    expect((await read(listLearnt)).items.map((g) => g.person.name)).toEqual(['Ole Berg', 'Jonas Lind'])
    expect((await read(listRecoveryCases)).items.map((c) => c.person.name)).toEqual(['Kemal Berk'])
    expect((await read(listFrictions)).items.map((f) => f.rule.owner.name)).toEqual(['Greta Holm'])
    expect((await read(listAuthorityLimits)).items).toHaveLength(2)

    const token = pageToken(world.services.secret, demo.workspaceId, demo.pageLinkId)
    const page = await read(readCustomerPage, `/public/page/${token}`)
    expect(page).toMatchObject({ name: 'Marta Okafor', workspaceName: 'Nordlicht Motors' })
  })
})
