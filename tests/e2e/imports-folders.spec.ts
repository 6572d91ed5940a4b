import type { Page } from 'playwright-core'
import { findDovecot, startDovecot } from '../../src/server/mail/testing/dovecot.ts'
import { type Folders, openFolders } from '../../src/server/mail/testing/folders.ts'
import { letter } from '../../src/server/world/mail-desk.ts'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { type House, makeOwnHouse, openHouse } from './support/house.ts'

const dovecot = findDovecot()
if (!dovecot) console.warn('skipped: Dovecot is not on this machine (Debian: dovecot-imapd)')

const EVIL = '<img src=x onerror="document.title=1">'
let house: House
let desk: Page
let complaints: string[]
let mail: Awaited<ReturnType<typeof startDovecot>>
let folders: Folders

beforeAll(async () => {
  if (!dovecot) return
  ;[house, mail] = await Promise.all([openHouse(), startDovecot()])
  folders = await openFolders(mail)
  const at = '2024-03-04T09:00:00.000Z'
  const date = 'Mon, 04 Mar 2024 10:00:00 +0100'
  for (const name of ['Kunden', 'Kunden.Größe & Maß', 'Papierkorb', 'Leer']) await folders.make(name)
  const from = '"<b>Marta</b> Okafor" <marta@posteo.example>'
  await folders.put('INBOX', letter({ from, id: '<a@x.example>', date, subject: EVIL }), at)
  await folders.put('Kunden.Größe & Maß', letter({ id: '<b@x.example>', date, subject: 'Deep down' }), at)
  await folders.put('Papierkorb', letter({ id: '<c@x.example>', date, subject: 'Thrown away' }), at)
  desk = await house.visit()
  complaints = complaintsOf(desk)
  await makeOwnHouse(desk, house.server)
})
afterAll(async () => {
  await folders?.stop()
  await mail?.stop()
  await house?.close()
})

it.skipIf(!dovecot)(
  'brings the folders of another mailbox along, deep ones too, and runs nothing that stands in them',
  async () => {
    await desk.goto('/settings/imports')
    await desk.getByRole('button', { name: 'Choose folders' }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('IMAP server').fill(mail.host)
    await dialog.getByLabel('Port').fill(String(mail.imapPort))
    await dialog.getByLabel('User name').fill(mail.user)
    await dialog.getByLabel('Password').fill(mail.pass)
    await dialog.getByText('The servers have a certificate of their own authority').click()
    await dialog.getByLabel('Certificate of the authority (PEM)').fill(mail.caPem)
    await dialog.getByRole('button', { name: 'Show its folders' }).click()

    // What is empty or thrown away is not chosen beforehand; one can go back to another mailbox.
    const one = (name: string) => dialog.getByRole('checkbox', { name })
    await one('Größe & Maß').waitFor()
    expect(await one('Größe & Maß').isChecked()).toBe(true)
    for (const name of ['Papierkorb', 'Leer']) expect(await one(name).isChecked(), name).toBe(false)
    await dialog.getByText('Kunden · one mail').or(dialog.getByText('Kunden · 1 mail')).waitFor()
    expect(await accessProblems(desk)).toEqual([])
    await picture(desk, 'imports-folders')
    await dialog.getByRole('button', { name: 'Another mailbox' }).click()
    expect(await dialog.getByLabel('User name').inputValue()).toBe(mail.user)
    await dialog.getByRole('button', { name: 'Show its folders' }).click()
    await dialog.getByRole('button', { name: 'Go on with 2 folders' }).click()

    await desk.getByRole('button', { name: 'Bring this mail along' }).click()
    await desk.getByText('It is done.').waitFor()
    await desk.goto('/search?q=img')
    const found = desk.getByRole('list', { name: 'Conversations' })
    await found.getByText('onerror').first().waitFor()
    await desk.goto('/inbox/closed')
    await desk.getByText('Deep down').first().waitFor()
    await desk.getByText(EVIL).first().waitFor()
    expect(await desk.title()).not.toBe('1')
    expect(complaints).toEqual([])
  },
)
