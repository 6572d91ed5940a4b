import * as contract from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import { acceptInvitation, inviteMember, readInvitation } from '../../contract/invitations.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

describe('who may come in', () => {
  it('tells the one signed in who they are, where, and what they may do', async () => {
    const world = await makeWorld()
    const session = await world.owner.call(contract.readSession)
    expect(session.current?.member).toMatchObject({ name: 'Olga Brandt', role: 'owner' })
    expect(session.current?.permissions).toContain('members.manage')
    expect(session.current?.sites[0]?.timeZone).toBe('Europe/Berlin')
  })

  it('tells nobody anything without a session', async () => {
    const world = await makeWorld()
    await expect(world.anybody(contract.listMembers)).rejects.toMatchObject({ status: 401 })
    const session = await world.anybody(contract.readSession)
    expect(session).toMatchObject({ setUp: true, user: null, current: null })
  })

  it('ends the access of a seasonal member by itself, and keeps their name [S0-02]', async () => {
    const world = await makeWorld()
    const sam = await world.join('Sam Sommer', 'member', 'attendant', instant('2026-11-30T17:00:00Z'))
    await sam.call(contract.listMembers)
    world.at('2026-11-30T17:00:00Z')
    await expect(sam.call(contract.listMembers)).rejects.toMatchObject({ problem: { code: 'access_ended' } })
    expect((await sam.call(contract.readSession)).accessEnded).toBe(true)
    const { items } = await world.owner.call(contract.listMembers)
    expect(items.map((m) => m.name)).toContain('Sam Sommer')
  })

  it('lets a member write but not manage, a reader neither', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Member')
    const body = {
      email: 'new@example.com',
      name: 'New',
      role: 'member',
      job: 'technician',
      siteId: world.siteId,
      endsAt: null,
    } as const
    await expect(mia.call(inviteMember, { body })).rejects.toMatchObject({ status: 403 })
  })
})

describe('inviting', () => {
  it('gives a link that lets somebody in once', async () => {
    const world = await makeWorld()
    const body = {
      email: `new${Math.random()}@example.com`,
      name: 'Nora Neu',
      role: 'member',
      job: 'technician',
      siteId: world.siteId,
      endsAt: null,
    } as const
    const { url, mailed } = await world.owner.call(inviteMember, { body })
    expect(mailed).toBe(false)
    const token = url.split('/').at(-1)!
    expect(await world.anybody(readInvitation, { params: { token } })).toMatchObject({
      name: 'Nora Neu',
      hasAccount: false,
    })
    const join = { params: { token }, body: { name: 'Nora Neu', password: 'a good long password' } }
    await world.anybody(acceptInvitation, join)
    await expect(world.anybody(acceptInvitation, join)).rejects.toMatchObject({
      problem: { code: 'invitation_invalid' },
    })
    const { items } = await world.owner.call(contract.listMembers)
    expect(items.map((m) => m.name)).toContain('Nora Neu')
  })
})

describe('sites', () => {
  it('names the field when hours make no sense', async () => {
    const world = await makeWorld()
    const { current } = await world.owner.call(contract.readSession)
    const site = current!.sites[0]!
    const hours = { '1': [{ from: '12:00', to: '08:00' }] }
    await expect(
      world.owner.call(contract.changeSite, {
        params: { siteId: site.id },
        body: { ...site, openingHours: hours, holidays: [] },
      }),
    ).rejects.toMatchObject({ status: 400, problem: { field: 'openingHours.1.0' } })
  })

  it('lets the second of two see that the first changed it', async () => {
    const world = await makeWorld()
    const { current } = await world.owner.call(contract.readSession)
    const site = current!.sites[0]!
    const change = (name: string) =>
      world.owner.call(contract.changeSite, {
        params: { siteId: site.id },
        body: { ...site, holidays: [], name },
      })
    await change('North')
    await expect(change('South')).rejects.toMatchObject({
      status: 409,
      problem: { code: 'changed_meanwhile' },
    })
  })
})

describe('teams and sites', () => {
  it('said twice with the same id are there once', async () => {
    const { owner, services } = await makeWorld()
    const [teamId, siteId] = [services.newId<'team'>(), services.newId<'site'>()]
    const { current } = await owner.call(contract.readSession)
    const { version: _, ...site } = { ...current!.sites[0]!, id: siteId, name: 'South', holidays: [] }
    for (const _ of [1, 2]) {
      const made = await owner.call(contract.addTeam, { body: { id: teamId, name: 'Desk', memberIds: [] } })
      expect(made).toMatchObject({ id: teamId, name: 'Desk' })
      expect((await owner.call(contract.addSite, { body: site })).id).toBe(siteId)
    }
    const { current: after } = await owner.call(contract.readSession)
    expect(after!.teams.map((t) => t.name)).toEqual(['Desk'])
    expect(after!.sites).toHaveLength(2)
  })

  it('a team put away comes back with those who belonged to it', async () => {
    const { owner } = await makeWorld()
    const body = { name: 'Desk', memberIds: [owner.memberId] }
    const { id, version } = await owner.call(contract.addTeam, { body })
    const params = { teamId: id }
    const away = await owner.call(contract.changeTeam, { params, body: { ...body, archived: true, version } })
    expect(away.archived).toBe(true)
    expect((await owner.call(contract.readSession)).current!.teams).toEqual([])
    const back = { ...body, archived: false, version: away.version }
    expect(await owner.call(contract.changeTeam, { params, body: back })).toMatchObject({ archived: false })
    expect((await owner.call(contract.readSession)).current!.teams).toMatchObject([body])
  })

  it('are called by their present name in the audit trail', async () => {
    const { owner } = await makeWorld()
    const { id, version } = await owner.call(contract.addTeam, { body: { name: 'Desk', memberIds: [] } })
    await owner.call(contract.changeTeam, {
      params: { teamId: id },
      body: { name: 'Front desk', memberIds: [], version },
    })
    const { items } = await owner.call(listEvents, { query: { limit: 100 } })
    const about = (kind: string) => items.find((e) => e.kind === kind)?.about
    expect(about('team.created')).toBe('Front desk')
    expect(about('site.created')).toBe('Nordlicht Motors')
  })
})
