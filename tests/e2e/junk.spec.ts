import type { Page } from 'playwright-core'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, picture } from './support/browser.ts'
import { api, type House, makeOwnHouse, openHouse } from './support/house.ts'
import { openedProblemsWideAndNarrow } from './support/look-at-opened.ts'
import { soon } from './support/soon.ts'

let house: House
let page: Page
let post: (raw: string) => Promise<{ conversationId: string }>
let mailboxId = ''
beforeAll(async () => {
  house = await openHouse()
  page = await house.visit()
  await makeOwnHouse(page, house.server)
  type Session = { current: { workspace: { id: string }; member: { siteId: string } } }
  const { current } = await api<Session>(page, 'get', '/session')
  const mailbox = { siteId: current.member.siteId, address: 'desk@garage.example', displayName: 'Desk' }
  const none = { imap: null, smtp: null, username: null }
  const { id } = await api<{ id: string }>(page, 'post', '/mailboxes', { ...mailbox, ...none })
  mailboxId = id
  const { token } = await api<{ token: string }>(page, 'post', `/mailboxes/${id}/post-token`, {})
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' }
  post = async (raw) => {
    const url = `/api/inbound/${current.workspace.id}/${id}`
    const reply = await page.request.post(url, { data: Buffer.from(raw), headers })
    expect(reply.ok(), await reply.text()).toBe(true)
    return (await reply.json()) as { conversationId: string }
  }
})
afterAll(async () => await house?.close())

it('says why a mail is in junk, and fetches it back by one press', async () => {
  await post(letter({ from: 'Prize <win@prize.example>', subject: 'You won', more: ['X-Spam-Flag: YES'] }))
  await page.goto('/inbox')
  await page.getByRole('link', { name: 'Junk' }).click()
  await page.getByText('In junk because SpamAssassin calls it spam').waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'junk')
  await page.getByRole('button', { name: 'Not junk You won' }).click()
  await page.getByText('No junk').waitFor()
  await page.goto('/inbox')
  await page.getByText('You won').first().waitFor()
})

it('blocks whose mail nobody wants, says who did so, and takes that back', async () => {
  await page.goto('/junk')
  await page.getByLabel('Address or domain').fill('nonsense')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByText('Write an address, or a domain such as shop.example.').waitFor()
  await soon(async () =>
    expect(await page.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true'),
  )
  await page.getByLabel('Address or domain').fill('@prize.example')
  await page.getByLabel('Why').fill('floods us')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByText('floods us').waitFor()
  await post(letter({ from: 'Prize <win@prize.example>', subject: 'Once more' }))
  await page.getByText('In junk because prize.example is blocked.').waitFor()
  await page.getByRole('button', { name: 'Not junk Once more' }).click()
  await page.getByText('prize.example is still blocked: what comes from there next is junk again.').waitFor()
  await page.getByRole('button', { name: 'Unblock prize.example' }).click()
  await page.getByText('Nobody is blocked.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByText('floods us').waitFor()
  expect(await accessProblems(page)).toEqual([])
})

it('puts a conversation into junk by one press, offers to block its sender, and brings it back as it was', async () => {
  const { conversationId } = await post(letter({ from: 'Eve <eve@lottery.example>', subject: 'Your prize' }))
  await page.goto(`/conversations/${conversationId}`)
  await page.getByRole('heading', { name: 'Your prize' }).waitFor()
  await page.keyboard.press('!')
  await page.getByText('In junk since').waitFor()
  expect(await page.getByRole('textbox', { name: 'Reply' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Block eve@lottery.example' }).click()
  await page.getByRole('heading', { name: 'eve@lottery.example is blocked' }).waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'junk-conversation')
  await page.goto('/junk')
  await page.getByRole('link', { name: 'Your prize' }).waitFor()
  await page.getByText('Put here by').first().waitFor()
  await page.getByRole('button', { name: 'Not junk Your prize' }).click()
  await page.getByText('No conversation was marked as junk.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByRole('link', { name: 'Your prize' }).click()
  await page.getByText('eve@lottery.example is blocked.').waitFor()
  await page.getByRole('button', { name: 'Unblock' }).click()
  await page.getByRole('button', { name: 'Block eve@lottery.example' }).click()
  await page.getByText('eve@lottery.example is blocked.').waitFor()
  await page.getByRole('button', { name: 'Not junk' }).click()
  await page.getByText('It is in the inbox as it was. eve@lottery.example is still blocked.').waitFor()
  await page.getByText('In junk since').waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
  await page.getByRole('button', { name: 'Unblock' }).click()
  const blocks = () => api<{ items: object[] }>(page, 'get', '/blocks?q=eve@lottery.example')
  await soon(async () => expect((await blocks()).items).toEqual([]))
})

it('asks before somebody is put into junk, or blocked, to whom something is promised', async () => {
  const first = await post(letter({ subject: 'Brakes' }))
  const second = await post(letter({ subject: 'A strange bill' }))
  const due = new Date(Date.now() + 86_400_000).toISOString()
  const promise = { text: 'Olga calls', due, conversationId: first.conversationId }
  await api(page, 'post', '/promises', promise)
  await page.goto(`/conversations/${second.conversationId}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Junk' }).click()
  await page.getByRole('dialog').getByText('A promise to Marta Okafor is open').waitFor()
  expect(await openedProblemsWideAndNarrow(page)).toEqual([])
  await page.getByRole('button', { name: 'Junk all the same' }).click()
  await page.getByText('In junk since').waitFor()
  await page.getByRole('button', { name: 'Block marta@posteo.example' }).click()
  await page.getByText('a promise to somebody there is open').waitFor()
  await page.getByRole('button', { name: 'Block all the same' }).click()
  await page.getByText('marta@posteo.example is blocked').waitFor()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByText('marta@posteo.example is blocked no more').waitFor()
  await page.goto('/junk')
  await page.getByLabel('Address or domain').fill('posteo.example')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByRole('dialog').getByText('Somebody to whom a promise is open').waitFor()
  expect(await openedProblemsWideAndNarrow(page)).toEqual([])
  await page.getByRole('button', { name: 'Do not block' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

it('believes the mail server somebody names, and says where a sender may be forged', async () => {
  const fails = 'Authentication-Results: mx.garage.example; dmarc=fail (p=REJECT) header.from=posteo.example'
  await post(letter({ subject: 'Before', more: [fails] }))
  await page.goto(`/settings/mailboxes/${mailboxId}`)
  await page.getByText('Nobody’s word counts yet').waitFor()
  await page.getByText('It looks like your own mail server.').waitFor()
  await page.getByRole('button', { name: 'Believe mx.garage.example' }).click()
  await page.getByText('Its word counts.').waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'believed')
  const { conversationId } = await post(letter({ subject: 'My new account', more: [fails] }))
  await page.goto(`/conversations/${conversationId}`)
  await page.getByText('Ask on a way you know').waitFor()
  await page.getByText('found that posteo.example does not vouch for it').waitFor()
  expect(await accessProblems(page)).toEqual([])
  await picture(page, 'not-verified')
})
