import type { Page } from 'playwright-core'
import { instant, plus } from '../../src/domain/shared/time.ts'
import { accessProblems, complaintsOf, picture } from './support/browser.ts'
import { api, type House, joins, openHouse, sitAtDesk } from './support/house.ts'
import type { Server } from './support/server.ts'
import { soon } from './support/soon.ts'

let house: House
let server: Server
let ana: Page
let nora: Page
let complaints: string[]

beforeAll(async () => {
  house = await openHouse('demo')
  server = house.server
  ana = await house.visit()
  complaints = complaintsOf(ana)
  await sitAtDesk(ana, server)
  nora = await house.visit()
  await joins(nora, ana, 'Nora Weiss')
})
afterAll(() => house?.close())

describe('notices', () => {
  it('reach a colleague’s bell by themselves when a note calls them by name', async () => {
    await nora.goto(`${server.url}/people`)
    // The app hears the worker once it stands.
    await nora.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    await nora.getByRole('button', { name: 'Notices', exact: true }).first().waitFor()
    const { items } = await api<{ items: { id: string }[] }>(ana, 'get', '/conversations?view=all')
    const conversation = items[0]!.id
    for (const words of ['one', '2', '3']) {
      await api(ana, 'post', `/conversations/${conversation}/notes`, { text: '@Nora have you seen this?' })
      await nora
        .getByRole('button', { name: `Notices: ${words} not read` })
        .first()
        .waitFor()
    }
    await nora.keyboard.press('Shift+N')
    const panel = nora.getByRole('dialog', { name: 'Notices' })
    await panel.getByText('Ana Novak called you by name in a note').first().waitFor()
    await picture(nora, 'notices-panel')
    expect(await accessProblems(nora)).toEqual([])
    await panel
      .getByRole('link', { name: /called you by name/ })
      .first()
      .click()
    await nora.waitForURL(`**/conversations/${conversation}`)
    await nora.getByRole('button', { name: 'Notices', exact: true }).first().waitFor()
  })

  it('appear when the clock turns to where a promise falls due', async () => {
    await ana.goto(`${server.url}/people`)
    const { items } = await api<{ items: { id: string }[] }>(ana, 'get', '/people')
    const { current } = await api<{ current: { workspace: { now: string } } }>(ana, 'get', '/session')
    const due = plus(instant(current.workspace.now), { minutes: 42 })
    await api(ana, 'post', '/promises', {
      text: 'Ana calls about the courtesy car',
      toPersonId: items[0]!.id,
      due,
    })
    await api(ana, 'post', '/demo/clock', { to: plus(due, { minutes: -14 }) })
    await ana
      .getByRole('button', { name: /not read/ })
      .first()
      .click()
    const panel = ana.getByRole('dialog', { name: 'Notices' })
    await panel.getByText('Ana calls about the courtesy car').waitFor()
    await panel.getByRole('button', { name: 'I have read all' }).click()
    await panel.getByRole('button', { name: 'I have read all' }).waitFor({ state: 'detached' })
    await ana.keyboard.press('Escape')
    await ana.getByRole('button', { name: 'Notices', exact: true }).first().waitFor()
  })

  it('are shown by the browser when they are pushed, and lead there without loading the page anew', async () => {
    const context = nora.context()
    await context.grantPermissions(['notifications'], { origin: server.url })
    await nora.goto(`${server.url}/people`)
    await nora.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    const line = await context.newCDPSession(nora)
    const registered = new Promise<string>((done) =>
      line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0]) done(registrations[0].registrationId)
      }),
    )
    await line.send('ServiceWorker.enable')
    await nora.evaluate(
      "navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => 1)",
    )
    const worker = nora.context().serviceWorkers()[0]!
    // A browser without a window system shows nothing: what it was asked to show is written down.
    await worker.evaluate(`self.shown = []; self.registration.showNotification = async (title, { body, data }) => {
      self.shown.push({ title, body, url: data.url })
    }`)
    const data = JSON.stringify({
      title: 'Servus',
      body: 'A promise of yours is due at 12:00',
      url: '/promises',
      tag: 'x',
    })
    await line.send('ServiceWorker.deliverPushMessage', {
      origin: server.url,
      registrationId: await registered,
      data,
    })
    await soon(async () =>
      expect(await worker.evaluate('self.shown')).toEqual([
        { title: 'Servus', body: 'A promise of yours is due at 12:00', url: '/promises' },
      ]),
    )
    await nora.evaluate('globalThis.stays = true')
    // What the worker says to an open page when a notification is pressed.
    await nora.evaluate(
      "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { open: '/promises' } }))",
    )
    // The screen writes its filters into the address.
    await nora.waitForURL(/\/promises(\?|$)/)
    expect(await nora.evaluate('globalThis.stays')).toBe(true)
  })

  it('are chosen in the settings, each kind on each way, and rest on a break', async () => {
    await ana.goto(`${server.url}/settings/notices`)
    const mention = ana.getByRole('checkbox', { name: 'In the app: I am called by name in a note' })
    await mention.uncheck()
    await ana.getByRole('checkbox', { name: /Quiet hours/ }).check()
    await ana.getByRole('button', { name: 'Save' }).click()
    await ana.getByText('Saved').first().waitFor()
    await ana.reload()
    await ana.getByRole('checkbox', { name: /Quiet hours/ }).waitFor()
    expect(await mention.isChecked()).toBe(false)
    expect(await ana.getByRole('checkbox', { name: /Quiet hours/ }).isChecked()).toBe(true)
    await picture(ana, 'notices-settings')
    expect(await accessProblems(ana)).toEqual([])
    await ana
      .getByRole('button', { name: /Ana Novak/ })
      .first()
      .click()
    await ana.getByRole('menuitem', { name: 'I’m on a break' }).click()
    await ana.getByText('Nothing rings until you are back').waitFor()
    // Something of hers falls due: she is asked who stands in.
    await ana.getByRole('button', { name: 'Nobody for now' }).click()
    await ana.keyboard.press('Shift+N')
    await ana.getByRole('dialog', { name: 'Notices' }).getByRole('button', { name: 'I am back' }).click()
    await ana.getByText('Nothing rings; what comes').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})
