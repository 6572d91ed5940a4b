import { logCall, sendReply, startConversation } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import * as door from '../../contract/door.ts'
import * as notices from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import { parseMail } from '../mail/parse.ts'
import { makeWorld } from '../world/world.ts'

const NOWHERE = '01a200c6-007a-7000-8000-018af9ae0b4b' as never

describe('what was tried against it', () => {
  it('an id of somebody else’s message gives nothing of it away', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const secret = await luis.call(logCall, {
      body: { name: 'Jonas', direction: 'in', summary: 'A secret.' },
    })
    const params = { conversationId: secret.id }
    const note = await luis.call(talks.writeNote, { params, body: { text: 'Between us.' } })
    await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
    const open = await mia.call(logCall, { body: { name: 'Ole', direction: 'in', summary: 'Tyres.' } })
    const body = { id: note.id, text: 'x' }
    for (const act of [talks.writeNote, sendReply])
      await expect(mia.call(act, { params: { conversationId: open.id }, body })).rejects.toMatchObject({
        status: 409,
      })
  })

  it('a promise of a sensitive conversation is for those who help in it, to read and to change', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const talk = await luis.call(logCall, { body: { name: 'Jonas', direction: 'in', summary: 'A secret.' } })
    await luis.call(talks.nameConversation, {
      params: { conversationId: talk.id },
      body: { sensitive: true },
    })
    const made = await luis.call(promises.makePromise, {
      body: { text: 'Luis brings the result', due: '2026-11-23T15:00:00Z', conversationId: talk.id },
    })
    const params = { promiseId: made.id }
    expect((await mia.call(promises.listPromises, { query: { of: 'all' } })).items).toEqual([])
    await expect(mia.call(promises.readPromise, { params })).rejects.toMatchObject({ status: 404 })
    const broken = { params, body: { why: 'no', version: made.version } }
    await expect(mia.call(promises.breakPromise, broken)).rejects.toMatchObject({ status: 404 })
    expect((await luis.call(promises.readPromise, { params })).text).toBe('Luis brings the result')
  })

  it('what a colleague noted of a call never stands on the customer’s page', async () => {
    const { owner, anybody } = await makeWorld()
    const jonas = await owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    await owner.call(logCall, { body: { personId: jonas.id, direction: 'in', summary: 'He sounded drunk.' } })
    const link = await owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const page = await anybody(contact.readCustomerPage, { params: { token: link.url.split('/').at(-1)! } })
    expect(JSON.stringify(page)).not.toContain('drunk')
  })

  it('nothing of another workspace can be named: no colleague, page, talk, message, device or form', async () => {
    const [theirs, ours] = [await makeWorld(), await makeWorld()]
    const jonas = await theirs.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const link = await theirs.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    await theirs.owner.call(contact.revokePageLink, { params: { linkId: link.id as never } })
    const call = { personId: jonas.id, direction: 'in' as const, summary: 'Tyres.' }
    const talk = await theirs.owner.call(logCall, { body: call })
    const note = await theirs.owner.call(talks.writeNote, {
      params: { conversationId: talk.id },
      body: { text: 'Between us.' },
    })
    const mine = await ours.owner.call(logCall, { body: { name: 'Ole', direction: 'in', summary: 'Oil.' } })
    await ours.owner.call(talks.writeNote, { params: { conversationId: mine.id }, body: { text: 'Oil.' } })
    const { owner } = ours
    const tried = [
      owner.call(notices.chooseBackup, { body: { memberId: theirs.owner.memberId } }),
      owner.call(contact.restorePageLink, { params: { linkId: link.id as never } }),
      owner.call(talks.readReach, { params: { personId: jonas.id } }),
      owner.call(startConversation, { body: { personId: jonas.id, subject: 'x', text: 'x' } }),
      owner.call(talks.splitConversation, {
        params: { conversationId: talk.id },
        body: { messageIds: [note.id] },
      }),
      owner.call(talks.splitConversation, {
        params: { conversationId: mine.id },
        body: { messageIds: [note.id] },
      }),
      owner.call(promises.makePromise, {
        body: { text: 'x', due: '2026-11-24T10:00:00Z', toMemberId: theirs.owner.memberId },
      }),
      owner.call(promises.reassignPromises, {
        body: { ownerId: theirs.owner.memberId, promises: [{ id: NOWHERE, version: 1 }] },
      }),
      owner.call(door.recordConsent, {
        params: { personId: jonas.id },
        body: { switch: 'offers', channel: 'email', on: true, wording: 'Yes', how: 'spoken' },
      }),
      owner.call(door.changeContact, { params: { personId: jonas.id }, body: { anyHour: true } }),
    ]
    const said = (await Promise.allSettled(tried)).map((t) => t.status === 'rejected' && t.reason.status)
    expect(said.every((status) => [400, 404].includes(status as number))).toBe(true)
    const own = await theirs.owner.call(contact.listPageLinks, { params: { personId: jonas.id } })
    expect(own.items[0]?.revokedAt).not.toBeNull()
  })

  it('an id that names nothing, or a text no database can hold, is a refusal and no fault of ours', async () => {
    const { owner } = await makeWorld()
    const call = { direction: 'in' as const, summary: 'Tyres.' }
    await expect(owner.call(logCall, { body: { ...call, personId: NOWHERE } })).rejects.toMatchObject({
      status: 404,
    })
    await expect(owner.call(people.addPerson, { body: { name: 'a\u0000b' } })).rejects.toMatchObject({
      status: 400,
    })
    await expect(owner.call(people.listPeople, { query: { after: 'WzEsMl0' } })).rejects.toMatchObject({
      status: 400,
    })
  })

  it('what somebody did without a line is not done in the name of who signed in in their browser since', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const talk = await luis.call(logCall, { body: { name: 'Ole', direction: 'in', summary: 'Tyres.' } })
    const note = async (as: typeof mia) =>
      await world.fetch(`/api/conversations/${talk.id}/notes`, {
        ...{ as, method: 'POST', body: JSON.stringify({ text: 'By Luis.' }) },
        headers: { 'content-type': 'application/json', 'servus-member': luis.memberId },
      })
    const refused = await note(mia)
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ code: 'somebody_else', values: { name: 'Mia Meier' } })
    expect((await note(luis)).ok).toBe(true)
  })

  it('a window left behind reads nothing, hears nothing and signs nobody out in the name of who came after', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const left = { as: mia, headers: { 'servus-member': luis.memberId } }
    for (const path of ['/session', '/views', '/attachments/01a200c6-007a-7000-8000-018af9ae0b4b/content'])
      expect((await world.fetch(`/api${path}`, left)).status, path).toBe(401)
    expect((await world.fetch(`/api/live?as=${luis.memberId}`, { as: mia })).status).toBe(401)
    const out = { ...left, method: 'POST', body: '{}' }
    out.headers = { ...out.headers, 'content-type': 'application/json' } as never
    expect((await world.fetch('/api/auth/sign-out', out)).status).toBe(401)
    expect((await world.fetch('/api/views', { as: mia })).ok).toBe(true)
  })

  it('a file that a browser keeps is kept for whoever it was shown to', async () => {
    const world = await makeWorld()
    const form = new FormData()
    form.set('file', new File(['hello'], 'note.txt', { type: 'text/plain' }))
    const sent = await world.fetch('/api/attachments', { as: world.owner, method: 'POST', body: form })
    const { id } = (await sent.json()) as { id: string }
    const reply = await world.fetch(`/api/attachments/${id}/content`, { as: world.owner })
    expect(reply.headers.get('cache-control')).toContain('private')
    expect(reply.headers.get('vary')).toMatch(/\bcookie\b/)
  })

  it('a mail made to exhaust the machine is read as far as it goes, or kept unread', async () => {
    const head = 'From: eve@example.com\r\nSubject: Hello\r\n'
    const parts = `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\nhi\r\n'.repeat(20_000)}`
    expect(await parseMail(Buffer.from(parts))).toMatchObject({
      text: expect.stringContaining('--x'),
      attachments: [],
      problems: expect.arrayContaining([expect.stringContaining('5000 parts')]),
    })
    const header = Buffer.from(`${head}X: ${'Fwd:'.repeat(100_000)}\r\n\r\nHello`)
    expect(await parseMail(header)).toMatchObject({ unreadable: expect.stringContaining('header') })
    const nested = Buffer.from(`${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}Hello`)
    expect(await parseMail(nested)).toMatchObject({
      html: null,
      problems: expect.arrayContaining([expect.stringContaining('mail_html_large')]),
    })
  })
})
