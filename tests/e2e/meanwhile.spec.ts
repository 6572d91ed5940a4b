import type { Locator, Page } from 'playwright-core'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

type Thing = Record<string, unknown> & { id: string; version: number }

let house: House
let olga: Page
let siteId: string
beforeAll(async () => {
  house = await openHouse()
  olga = await house.visit()
  await makeOwnHouse(olga, house.server)
  siteId = (await session()).sites[0]!.id
})
afterAll(() => house?.close())

const session = async () =>
  (
    await api<{ current: { workspace: Thing; member: Thing; sites: Thing[]; teams: Thing[] } }>(
      olga,
      'get',
      '/session',
    )
  ).current
/** What a colleague does meanwhile, whose screen is another. */
async function colleague(method: 'patch' | 'put' | 'post', path: string, data: object): Promise<void> {
  const reply = await olga.request[method](`/api${path}`, { data })
  expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true)
}
const listed = async (path: string, id: string) =>
  (await api<{ items: Thing[] }>(olga, 'get', path)).items.find((one) => one.id === id)!
const addPerson = (name: string) => api<Thing>(olga, 'post', '/people', { name })
const only = (thing: Thing, ...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, thing[field]]))

/** A form: how one comes to it, the field both change, one that only the colleague changes, and what stands there afterwards. */
type Case = {
  form: string
  /** makes what is changed, opens its form, and says where it is */
  open: () => Promise<{ id: string; within: Page | Locator; field: Locator; save: string }>
  /** as a colleague writes `theirs` into the same field, and something into another */
  meanwhile: (id: string, theirs: string) => Promise<void>
  /** what both changed, and what the colleague alone did */
  stands: (id: string) => Promise<{ both: unknown; alone: unknown }>
  mine: string
  theirs: string
  alone: unknown
  /** how it is said, where that is not as it is filled in */
  said?: (value: string) => string
}

// By no name: a colleague may change what it is called by.
const dialog = () => olga.getByRole('dialog')
const change = (name: string) => olga.getByRole('button', { name: new RegExp(`^Change\\s?${name}`) })

/** Opens a line of a part of the settings in its dialog. */
const inSettings = async (part: string, name: string, id: string, label: string | RegExp) => {
  await olga.goto(`/settings/${part}`)
  await change(name).click()
  const within = dialog()
  return { id, within, field: within.getByLabel(label, { exact: true }), save: 'Save' }
}
/** What a form shows of something that a list gives, by its id. */
const ofListed = (path: string, both: string, alone: string) => ({
  stands: async (id: string) => {
    const thing = await listed(path, id)
    return { both: thing[both], alone: thing[alone] }
  },
})
const ofAPerson = {
  meanwhile: async (id: string, theirs: string) => {
    const { version } = await api<Thing>(olga, 'get', `/people/${id}`)
    await colleague('patch', `/people/${id}`, { goodToKnow: theirs, accessNeeds: 'A ramp', version })
  },
  stands: async (id: string) => {
    const { goodToKnow, accessNeeds } = await api<Thing>(olga, 'get', `/people/${id}`)
    return { both: goodToKnow, alone: accessNeeds }
  },
  alone: 'A ramp',
}

const CASES: readonly Case[] = [
  {
    form: 'a person',
    open: async () => {
      const { id } = await addPerson('Jonas Lind')
      await olga.goto(`/people/${id}`)
      await change('To know before you meet').click()
      return { id, within: olga, field: olga.getByLabel('Good to know', { exact: true }), save: 'Save' }
    },
    ...ofAPerson,
    ...{ mine: 'Likes tea', theirs: 'Likes coffee' },
  },
  {
    form: 'what is good to know, beside a conversation',
    open: async () => {
      const talk = await api<Thing>(olga, 'post', '/calls', {
        ...{ name: 'Ole Berg', direction: 'in', summary: 'Tyres' },
      })
      await olga.goto(`/conversations/${talk.id}?view=all`)
      await olga.getByRole('button', { name: 'Add what is good to know' }).click()
      const id = (talk.person as { id: string }).id
      return { id, within: olga, field: olga.getByRole('textbox', { name: 'Good to know' }), save: 'Keep it' }
    },
    ...ofAPerson,
    ...{ mine: 'Comes by bike', theirs: 'Comes by train' },
  },
  {
    form: 'a thing',
    open: async () => {
      const person = await addPerson('Mia Meier')
      const { things } = await api<{ things: Thing[] }>(olga, 'post', `/people/${person.id}/things`, {
        ...{ kind: 'vehicle', name: 'Fabia', plate: null, vin: null, note: null },
      })
      await olga.goto(`/people/${person.id}`)
      await change('Fabia').click()
      const within = dialog()
      return { id: `${person.id} ${things[0]!.id}`, within, field: within.getByLabel('Plate'), save: 'Save' }
    },
    meanwhile: async (ids, theirs) => {
      const [person, thing] = ids.split(' ')
      const body = { plate: theirs, note: 'New brakes', version: 1 }
      await colleague('patch', `/people/${person}/things/${thing}`, body)
    },
    stands: async (ids) => {
      const { things } = await api<{ things: Thing[] }>(olga, 'get', `/people/${ids.split(' ')[0]}`)
      return { both: things[0]!.plate, alone: things[0]!.note }
    },
    ...{ mine: 'B-AB 12', theirs: 'B-CD 34', alone: 'New brakes' },
  },
  {
    form: 'what a conversation is about',
    open: async () => {
      const { id } = await api<Thing>(olga, 'post', '/calls', {
        ...{ name: 'Ewa Nowak', direction: 'in', summary: 'Oil' },
      })
      await olga.goto(`/conversations/${id}?view=all`)
      await olga.getByRole('button', { name: 'More', exact: true }).click()
      await olga.getByRole('menuitem', { name: 'Change the subject' }).click()
      const within = dialog()
      return { id, within, field: within.getByLabel('What it is about'), save: 'Save' }
    },
    meanwhile: async (id, theirs) =>
      await colleague('post', `/conversations/${id}/details`, { subject: theirs, intent: 'specific' }),
    stands: async (id) => {
      const talk = await api<Thing>(olga, 'get', `/conversations/${id}`)
      return { both: talk.subject, alone: talk.intent }
    },
    ...{ mine: 'Oil, by Olga', theirs: 'Oil, by Luis', alone: 'specific' },
  },
  {
    form: 'the house',
    open: async () => {
      await olga.goto('/settings/workspace')
      return { id: '', within: olga, field: olga.getByLabel('Name of the house'), save: 'Save' }
    },
    meanwhile: async (_, theirs) => {
      const { workspace } = await session()
      const same = only(workspace, 'vocabulary', 'language', 'version')
      await colleague('patch', '/workspace', { ...same, name: theirs, country: 'DE' })
    },
    stands: async () => {
      const { workspace } = await session()
      return { both: workspace.name, alone: workspace.country }
    },
    ...{ mine: 'Nordlicht', theirs: 'Nordlicht Cars', alone: 'DE' },
  },
  {
    form: 'a site and its hours',
    open: async () => {
      await olga.goto('/settings/sites')
      await olga
        .getByRole('button', { name: /^Change/ })
        .first()
        .click()
      return { id: siteId, within: olga, field: olga.getByLabel('Telephone'), save: 'Save' }
    },
    meanwhile: async (id, theirs) => {
      const { sites } = await session()
      const same = only(sites[0]!, 'name', 'timeZone', 'greetWithinMinutes', 'version')
      const openingHours = { 1: [{ from: '09:00', to: '12:00' }] }
      const body = { ...same, telephone: theirs, openingHours, holidays: [] }
      await colleague('put', `/sites/${id}`, body)
    },
    stands: async () => {
      const [site] = (await session()).sites
      return { both: site!.telephone, alone: site!.openingHours }
    },
    ...{ mine: '+49 30 111', theirs: '+49 30 222', alone: { 1: [{ from: '09:00', to: '12:00' }] } },
  },
  {
    form: 'the hours in which we write by ourselves',
    open: async () => {
      await olga.goto('/settings/sites')
      await olga.getByRole('button', { name: /^Change When we write/ }).click()
      return { id: siteId, within: olga, field: olga.getByLabel('From', { exact: true }), save: 'Save' }
    },
    meanwhile: async (id, theirs) => {
      const { items } = await api<{ items: Thing[] }>(olga, 'get', '/writing-hours')
      const same = only(items[0]!, 'to', 'version')
      await colleague('put', `/sites/${id}/writing-hours`, { ...same, from: theirs, quietDays: [6, 7] })
    },
    stands: async () => {
      const { items } = await api<{ items: Thing[] }>(olga, 'get', '/writing-hours')
      return { both: items[0]!.from, alone: items[0]!.quietDays }
    },
    ...{ mine: '09:15', theirs: '10:30', alone: [6, 7] },
  },
  {
    form: 'a team',
    open: async () => {
      const { id } = await api<Thing>(olga, 'post', '/teams', { name: 'Desk', memberIds: [] })
      return await inSettings('teams', 'Desk', id, 'Name')
    },
    meanwhile: async (id, theirs) => {
      const { member } = await session()
      await colleague('put', `/teams/${id}`, { name: theirs, memberIds: [member.id], version: 1 })
    },
    stands: async (id) => {
      const { teams, member } = await session()
      const team = teams.find((one) => one.id === id)!
      return { both: team.name, alone: (team.memberIds as string[]).includes(member.id) }
    },
    ...{ mine: 'Front desk', theirs: 'Service desk', alone: true },
  },
  {
    form: 'a web form',
    open: async () => {
      const body = { siteId, name: 'Contact', intro: '', thanks: 'Thank you.' }
      const { id } = await api<Thing>(olga, 'post', '/forms', body)
      return await inSettings('forms', 'Contact', id, 'Heading')
    },
    meanwhile: async (id, theirs) => {
      const body = { siteId, name: theirs, intro: '', thanks: 'We answer today.', version: 1 }
      await colleague('put', `/forms/${id}`, body)
    },
    ...ofListed('/forms', 'name', 'thanks'),
    ...{ mine: 'Ask us', theirs: 'Write to us', alone: 'We answer today.' },
  },
  {
    form: 'a mailbox',
    open: async () => {
      const { id } = await api<Thing>(olga, 'post', '/mailboxes', {
        ...{ siteId, address: 'desk@nordlicht.example', displayName: 'Desk' },
        ...{ imap: null, smtp: null, username: null },
      })
      return await inSettings('mailboxes', 'desk@nordlicht.example', id, /^Name/)
    },
    meanwhile: async (id, theirs) => {
      const { version } = await listed('/mailboxes', id)
      await colleague('put', `/mailboxes/${id}`, {
        ...{ siteId, address: 'desk@nordlicht.example', displayName: theirs, version },
        ...{ imap: null, smtp: null, username: 'desk' },
      })
    },
    ...ofListed('/mailboxes', 'displayName', 'username'),
    ...{ mine: 'Front desk', theirs: 'Service desk', alone: 'desk' },
  },
  {
    form: 'a saved reply',
    open: async () => {
      const body = { name: 'Parking', texts: { en: 'In the yard.' }, of: 'all', fileIds: [] }
      const { id } = await api<Thing>(olga, 'post', '/saved-replies', body)
      return await inSettings('replies', 'Parking', id, 'Name')
    },
    meanwhile: async (id, theirs) => {
      const texts = { en: 'In the yard.', de: 'Im Hof.' }
      const body = { name: theirs, texts, of: 'all', fileIds: [], version: 1 }
      await colleague('patch', `/saved-replies/${id}`, body)
    },
    ...ofListed('/saved-replies', 'name', 'texts'),
    ...{ mine: 'Where to park', theirs: 'Parking here', alone: { en: 'In the yard.', de: 'Im Hof.' } },
  },
  {
    form: 'a tag',
    open: async () => {
      const { id } = await api<Thing>(olga, 'post', '/tags', { name: 'warranty', colour: 'moss' })
      return await inSettings('tags', 'warranty', id, 'Name')
    },
    meanwhile: async (id, theirs) =>
      await colleague('patch', `/tags/${id}`, { name: theirs, colour: 'sea', retired: false, version: 1 }),
    ...ofListed('/tags', 'name', 'colour'),
    ...{ mine: 'under warranty', theirs: 'guarantee', alone: 'sea' },
  },
  {
    form: 'a view of the inbox',
    open: async () => {
      const body = {
        name: 'Calls',
        icon: 'phone',
        base: 'all',
        narrowed: 'channel:phone',
        of: 'all',
        teamId: null,
      }
      const { id } = await api<Thing>(olga, 'post', '/views', body)
      await olga.goto(`/inbox/${id}`)
      await olga.getByRole('button', { name: 'Edit the view' }).click()
      const within = dialog()
      return { id, within, field: within.getByLabel('Name', { exact: true }), save: 'Save' }
    },
    meanwhile: async (id, theirs) => {
      const same = { base: 'all', narrowed: 'channel:phone', of: 'all', teamId: null, version: 1 }
      await colleague('patch', `/views/${id}`, { ...same, name: theirs, icon: 'star' })
    },
    ...ofListed('/views', 'name', 'icon'),
    ...{ mine: 'By telephone', theirs: 'All calls', alone: 'star' },
  },
  {
    form: 'from when on everybody needs two-step sign-in',
    open: async () => {
      // Whoever asks it of everybody has it.
      await house.server.services.db.pool.query('update auth."user" set "twoFactorEnabled" = true')
      await olga.goto('/settings/members')
      const field = olga.getByLabel('From this day on')
      return { id: '', within: olga, field, save: 'Ask everybody for it' }
    },
    meanwhile: async (_, theirs) => {
      const policy = await api<Thing>(olga, 'get', '/members/two-step')
      const from = new Date(`${theirs}T00:00:00+01:00`).toISOString()
      await colleague('put', '/workspace/two-step', { from, version: policy.version })
      const { workspace } = await session()
      const same = only(workspace, 'name', 'vocabulary', 'language', 'version')
      await colleague('patch', '/workspace', { ...same, country: 'FR' })
    },
    stands: async () => {
      const policy = await api<{ from: string | null }>(olga, 'get', '/members/two-step')
      const { workspace } = await session()
      const day = new Date(Date.parse(policy.from ?? '') + 3_600_000).toISOString().slice(0, 10)
      return { both: day, alone: workspace.country }
    },
    said: (day) => `${Number(day.slice(-2))} February 2028`,
    ...{ mine: '2028-02-01', theirs: '2028-02-02', alone: 'FR' },
  },
]

describe('two people who change one thing: the second sees what the first changed, and nothing is overwritten', () => {
  it.each(CASES.map((one, n) => [one.form, one, n % 2 === 0] as const))(
    '%s',
    async (form, { open, meanwhile, stands, mine, theirs, alone, said = (value) => value }, takesTheirs) => {
      const { id, within, field, save } = await open()
      await field.fill(mine)
      await meanwhile(id, theirs)
      const press = async () => await within.getByRole('button', { name: save, exact: true }).click()
      await press()
      const asked = within.getByRole('alert').filter({ hasText: 'Changed meanwhile by somebody else.' })
      await asked.getByRole('radio', { name: `Theirs: ${said(theirs)}` }).waitFor()
      await asked.getByRole('radio', { name: `Yours: ${said(mine)}` }).waitFor()
      expect((await stands(id)).both).toBe(theirs)
      // Pressed before anything was chosen it overwrites nothing.
      await press()
      await asked.waitFor()
      expect(await stands(id)).toEqual({ both: theirs, alone })
      expect(await field.inputValue()).toBe(mine)
      if (form === 'a person') {
        await picture(olga, 'meanwhile')
        expect(await accessProblems(olga)).toEqual([])
      }
      await asked.getByRole('button', { name: takesTheirs ? 'Take theirs' : 'Keep mine' }).click()
      expect(await field.inputValue()).toBe(takesTheirs ? theirs : mine)
      await press()
      const both = takesTheirs ? theirs : mine
      await soon(async () => expect(await stands(id)).toEqual({ both, alone }))
    },
  )

  it('a word on the way: what a colleague told them is read before another is told, and nothing typed is lost', async () => {
    const talk = await api<{ id: string; person: Thing }>(olga, 'post', '/calls', {
      ...{ name: 'Ida Krause', direction: 'in', summary: 'The part' },
    })
    const promise = await api<Thing>(olga, 'post', '/promises', {
      ...{ text: 'The part is here', conversationId: talk.id },
      due: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    })
    const word = (text: string, version: number) => ({
      ...{ kind: 'progress', text, toldBy: 'phone', version },
    })
    const words = async () =>
      (await api<{ updates: { text: string }[] }>(olga, 'get', `/promises/${promise.id}`)).updates.map(
        (one) => one.text,
      )
    await olga.goto(`/promises/${promise.id}`)
    await olga.getByText('There is news', { exact: true }).click()
    const field = olga.getByLabel('What is new')
    const tells = olga.getByRole('button', { name: 'I told Ida by telephone' })
    await field.fill('It left the works.')
    await colleague('post', `/promises/${promise.id}/updates`, word('It is on the lorry.', promise.version))
    const asked = olga.getByRole('alert').filter({ hasText: 'changed this promise while you were writing' })
    await asked.getByText('It is on the lorry.').waitFor()
    expect(await tells.isDisabled()).toBe(true)
    await picture(olga, 'meanwhile-word')
    expect(await accessProblems(olga)).toEqual([])
    await asked.getByRole('button', { name: 'Go on from there' }).click()
    expect(await field.inputValue()).toBe('It left the works.')
    await tells.click()
    await soon(async () => expect(await words()).toEqual(['It is on the lorry.', 'It left the works.']))
    // What one said oneself asks nothing.
    await olga.getByText('Ida knows.').waitFor()
    expect(await asked.count()).toBe(0)
    // Kept by a colleague meanwhile: what is typed stays in sight.
    await field.fill('It is here.')
    const { version } = await api<Thing>(olga, 'get', `/promises/${promise.id}`)
    await colleague('post', `/promises/${promise.id}/keep`, { version })
    await asked.getByText('Nothing of yours was sent.').waitFor()
    expect(await field.inputValue()).toBe('It is here.')
  })
})
