import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { startSmtp, type TestSmtp } from '../../src/server/mail/testing/smtp.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { soon } from './support/soon.ts'

type Session = { current: { workspace: { id: string }; member: { siteId: string } } }

let house: House
let page: Page
let smtp: TestSmtp
let desk: { url: string; token: string }
beforeAll(async () => {
  smtp = await startSmtp()
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  const { current } = await api<Session>(page, 'get', '/session')
  const mailbox = await api<{ id: string }>(page, 'post', '/mailboxes', {
    ...{ siteId: current.member.siteId, address: 'desk@garage.example', displayName: 'Desk', imap: null },
    ...{ smtp: { host: smtp.host, port: smtp.port, tls: false }, username: smtp.user, password: smtp.pass },
  })
  const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${mailbox.id}/post-token`, {})
  desk = { url: `${house.server.url}/api/inbound/${current.workspace.id}/${mailbox.id}`, token }
})
afterAll(async () => {
  await house?.close()
  await smtp?.stop()
})

async function comesIn(raw: string): Promise<string> {
  const headers = { authorization: `Bearer ${desk.token}`, 'content-type': 'message/rfc822' }
  const posted = await page.request.post(desk.url, { data: raw, headers })
  expect(posted.ok(), await posted.text()).toBe(true)
  return ((await posted.json()) as { conversationId: string }).conversationId
}

const letter = (n: number, cc: string, more = '') =>
  `From: Marta Okafor <marta@posteo.example>\r\nTo: desk@garage.example\r\nCc: ${cc}\r\n` +
  `Subject: Winter tyres\r\nMessage-ID: <m${n}@posteo.example>\r\n${more}Content-Type: text/plain\r\n\r\nWords ${n}.\r\n`

type Messages = { items: { id: string; direction: string; delivery: { state: string } | null }[] }
const read = (id: string) => api<Messages>(page, 'get', `/conversations/${id}/messages`)
let id: string

it('lets somebody get an answer without the others knowing, and shows so to the house alone', async () => {
  id = await comesIn(letter(1, 'Ben <ben@posteo.example>'))
  await page.goto(`${house.server.url}/conversations/${id}`)
  await page.getByRole('button', { name: /^To Marta Okafor/ }).click()
  await page.getByRole('button', { name: 'Add Bcc' }).click()
  await page.getByRole('textbox', { name: 'Add an address to Bcc' }).fill('law@office.example')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: /Bcc law@office\.example/ }).waitFor()
  await page.getByRole('textbox', { name: /^Reply to/ }).fill('They have arrived.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Sent to Marta').waitFor()
  await page.getByRole('button', { name: /Bcc/ }).waitFor({ state: 'detached' })
})

it('points at who is new on it and who is gone, and takes them on again by one press', async () => {
  const answer = 'In-Reply-To: <m1@posteo.example>\r\n'
  expect(await comesIn(letter(2, 'Ada <ada@office.example>', answer))).toBe(id)
  await page.getByText('ada@office.example is new here.').waitFor()
  await page.getByText('Ben <ben@posteo.example> was on it before and gets nothing now.').waitFor()
  await page.getByRole('button', { name: 'Add again' }).click()
  await page.getByRole('button', { name: /Cc Ada ada@office\.example, Ben ben@posteo\.example/ }).waitFor()
  await page.getByText('was on it before').waitFor({ state: 'detached' })
})

it('says beside an address that mail to it came back, until somebody says that it works', async () => {
  const sent = await soon(async () => {
    const ours = (await read(id)).items.find((m) => m.direction === 'out')!
    expect(ours.delivery?.state).toBe('sent')
    return ours
  })
  const [mail] = await smtp.waitFor(1)
  expect(mail?.to).toContain('law@office.example')
  expect(mail?.raw.toString()).not.toContain('law@office.example')
  const bounce = readFileSync(new URL('../fixtures/mail/bounce-dsn.eml', import.meta.url), 'utf8')
  // Brought along by the server that could not deliver it, as it does with all of the header.
  const mark = /^X-Servus-Sent: \S+/m.exec(mail!.raw.toString())![0]
  const back = bounce
    .replaceAll('gone@mail.example', 'marta@posteo.example')
    .replace('<q1@desk.example>', `<${sent.id}@garage.example>\n${mark}`)
  expect(await comesIn(back)).toBe(id)
  await page
    .getByText(/Mail to marta@posteo\.example came back \(today\)\. “550 5\.1\.1 User unknown”/)
    .waitFor()
  const { person } = await api<{ person: { id: string } }>(page, 'get', `/conversations/${id}`)
  await page.goto(`${house.server.url}/people/${person.id}`)
  await page.getByText(/mail came back \(today\): 550 5\.1\.1 User unknown/).waitFor()
  await page.getByRole('button', { name: 'marta@posteo.example works again' }).click()
  await page.getByText('mail came back').waitFor({ state: 'detached' })
})
