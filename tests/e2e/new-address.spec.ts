import type { Page } from 'playwright-core'
import { startSmtp, type TestSmtp } from '../../src/server/mail/testing/smtp.ts'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, makeOwnHouse, openHouse, PASSWORD } from './support/house.ts'
import { soon } from './support/soon.ts'

const OLD = 'luis.ortega@nordlicht.example'
const NEW = 'luis@posteo.example'

let house: House
let smtp: TestSmtp
let olga: Page
let luis: Page
let complaints: string[]
beforeAll(async () => {
  ;[house, smtp] = await Promise.all([openHouse(), startSmtp()])
  ;[olga, luis] = await Promise.all([house.visit(), house.visit()])
  complaints = complaintsOf(luis)
  await makeOwnHouse(olga, house.server)
  await joins(luis, olga, 'Luis Ortega')
})
afterAll(async () => {
  await house?.close()
  await smtp?.stop()
})

/** Asks in the settings for another address to sign in with. */
async function asks(page: Page, address: string) {
  await page.goto('/settings/me')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('New address').fill(address)
  await page.getByRole('button', { name: 'Ask for it' }).click()
}

/** The link in the last letter that went to an address. */
async function linkTo(address: string): Promise<string> {
  const link = await soon(() => {
    const letter = smtp.received.findLast((one) => one.to.includes(address))
    const found = /https?:\/\/[^/\s]+(\/\S+token=\S+)/.exec(
      letter?.raw.toString().replace(/=\r?\n/g, '') ?? '',
    )
    if (!found) throw new Error(`no letter to ${address} with a link yet`)
    return found[1]!.replace(/=3D/g, '=')
  })
  return link
}

async function signsIn(page: Page, email: string) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe('another address to sign in with', () => {
  it('is handed over by whoever leads, where no mailbox can send a letter', async () => {
    await asks(luis, 'nonsense')
    await luis.getByText('e-mail address').last().waitFor()
    await luis.getByLabel('New address').fill(OLD.toUpperCase())
    await luis.getByRole('button', { name: 'Ask for it' }).click()
    await luis.getByText('You sign in with this address already.').waitFor()
    await picture(luis, 'new-address-1-ask')
    expect(await accessProblems(luis)).toEqual([])
    await luis.getByLabel('New address').fill('luis.by.hand@posteo.example')
    await luis.getByRole('button', { name: 'Ask for it' }).click()
    await luis.getByText('No mailbox here can send letters').waitFor()
    await picture(luis, 'new-address-2-by-hand')
    await luis.getByRole('button', { name: 'Let go of it' }).click()
    // What is said can be sent away by whoever listens to the screen too; it stays as long as the pointer is on it.
    await luis.getByText(`You sign in with ${OLD} as before`).hover()
    expect(await accessProblems(luis)).toEqual([])
    await luis.getByRole('button', { name: 'Dismiss' }).click()
    await asks(luis, 'luis.by.hand@posteo.example')
    await luis.getByText('No mailbox here can send letters').waitFor()
    await olga.goto('/settings/members')
    await olga.getByText('would like to sign in with luis.by.hand@posteo.example').waitFor()
    await olga.getByRole('button', { name: 'Link to hand over Luis Ortega' }).click()
    const dialog = olga.getByRole('dialog', { name: 'The new address of Luis Ortega' })
    const link = await dialog.getByLabel('Link').inputValue()
    await picture(olga, 'new-address-3-members')
    expect(await accessProblems(olga)).toEqual([])
    // In other hands than those of whoever asked it opens nothing.
    await olga.goto(link)
    await olga.getByRole('heading', { name: 'This link works no more' }).waitFor()
    await luis.goto(link)
    await luis.getByRole('button', { name: 'Sign in with it from now on' }).click()
    await luis.getByRole('heading', { name: 'You sign in with luis.by.hand@posteo.example now' }).waitFor()
    await luis.getByRole('link', { name: 'To your settings' }).click()
    await luis.getByText('luis.by.hand@posteo.example', { exact: true }).waitFor()
  })

  it('is proven by a letter, signed in on another machine, and led back to it from there', async () => {
    const { current } = await api<{ current: { sites: { id: string }[] } }>(olga, 'get', '/session')
    await api(olga, 'post', '/mailboxes', {
      ...{ siteId: current.sites[0]!.id, address: 'desk@nordlicht.example', displayName: 'Desk' },
      ...{ imap: null, smtp: { host: smtp.host, port: smtp.port, tls: false } },
      ...{ username: smtp.user, password: smtp.pass },
    })
    await asks(luis, NEW)
    await luis.getByText('A letter with a link went there').waitFor()
    await picture(luis, 'new-address-4-waits')
    expect(await accessProblems(luis)).toEqual([])
    const phone = await house.visit({ phone: true, dark: true })
    await phone.goto(await linkTo(NEW))
    await phone.getByRole('heading', { name: 'Good to see you' }).waitFor()
    await signsIn(phone, 'luis.by.hand@posteo.example')
    await phone.getByRole('heading', { name: 'Your new address' }).waitFor()
    await picture(phone, 'new-address-5-prove')
    expect(await accessProblems(phone)).toEqual([])
    await phone.getByRole('button', { name: 'Sign in with it from now on' }).click()
    await phone.getByRole('heading', { name: `You sign in with ${NEW} now` }).waitFor()
    // The window that asked sees it without being told.
    await luis.getByText('It was changed lately.').waitFor()
    await luis.getByText(NEW, { exact: true }).waitFor()
    await picture(luis, 'new-address-6-done')
    await olga.goto('/settings/members')
    await olga.getByText(NEW).waitFor()
    await phone.context().close()
  })

  it('is taken back by the letter to the old one, which ends every session', async () => {
    const stranger = await house.visit()
    await stranger.goto(await linkTo('luis.by.hand@posteo.example'))
    await stranger.getByRole('heading', { name: 'Another address for your account' }).waitFor()
    await picture(stranger, 'new-address-7-stop')
    expect(await accessProblems(stranger)).toEqual([])
    await stranger.getByRole('button', { name: 'Stop it' }).click()
    await stranger.getByRole('heading', { name: 'Taken back' }).waitFor()
    await luis.getByRole('heading', { name: 'Good to see you' }).waitFor()
    await signsIn(luis, 'luis.by.hand@posteo.example')
    await luis.getByRole('heading', { name: 'Me', exact: true }).waitFor()
    await stranger.reload()
    await stranger.getByRole('button', { name: 'Stop it' }).click()
    await stranger.getByRole('heading', { name: 'This link works no more' }).waitFor()
    await stranger.context().close()
  })

  it('made no screen complain', () => {
    // What the server refuses, the browser's console tells too.
    expect(complaints.filter((c) => !/status of 4(00|01|03|10)/.test(c))).toEqual([])
  })
})
