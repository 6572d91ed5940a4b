import type { Browser, Page } from 'playwright-core'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { api, joins, sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'

let server: Server
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  page = await (await visitor(browser, { baseURL: server.url })).newPage()
  await sitAtDesk(page, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function openTalk(name: string): Promise<void> {
  await page.goto(`${server.url}/inbox/all`)
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('textbox', { name: `Reply to ${name}` }).waitFor()
}

describe('a reply for later', () => {
  it('warns of their quiet hours, stands in the conversation and in the list, gets another hour, and goes at it', async () => {
    await openTalk('Ewa Nowak')
    const box = page.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await box.fill('The part is here.')
    await page.getByRole('button', { name: 'Send later' }).click()
    await page.getByLabel('or in your words').fill('tonight at 23:00')
    await page.getByRole('button', { name: 'Send it then' }).click()
    await page.getByText(/That is quiet time where they are/).waitFor()
    await picture(page, 'later-quiet')
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Send it all the same' }).click()
    const waits = page.getByRole('region', { name: /^Your reply goes/ })
    await waits.waitFor()
    expect(await box.inputValue()).toBe('')
    await picture(page, 'later-waits')
    await waits.getByRole('button', { name: 'Another time' }).click()
    await page.getByRole('button', { name: /^This afternoon/ }).click()
    await page.getByRole('region', { name: /^Your reply goes .*13:00/ }).waitFor()
    await page.goto(`${server.url}/planned`)
    await page.getByText('The part is here.').waitFor()
    await picture(page, 'later-list')
    expect(await accessProblems(page)).toEqual([])
    await page.getByRole('button', { name: /^Turn the clock to 13:50/ }).click()
    await page.getByText('Nothing is planned').waitFor()
    await openTalk('Ewa Nowak')
    await page.getByRole('article').getByText('The part is here.').waitFor()
  })

  it('is warned of where the person lives far away: what is morning here is night there [S4-15]', async () => {
    const post = async (path: string, data: object, method: 'post' | 'patch' = 'post') => {
      const reply = await page.request[method](`${server.url}/api${path}`, { data })
      expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true)
      return (await reply.json()) as { id: string }
    }
    const person = await post('/people', { name: 'Nora York' })
    await post(`/people/${person.id}/page-links`, {})
    await post(`/people/${person.id}/contact`, { timeZone: 'America/New_York' }, 'patch')
    const call = { personId: person.id, direction: 'in', summary: 'Ask about the delivery' }
    const talk = await post('/calls', call)
    await page.goto(`${server.url}/conversations/${talk.id}?view=all`)
    await page.getByRole('radio', { name: 'Reply' }).click()
    await page.getByRole('textbox', { name: 'Reply to Nora York' }).fill('It is on its way.')
    await page.getByRole('button', { name: 'Send later' }).click()
    await page.getByLabel('or in your words').fill('tomorrow 10:00')
    await page.getByRole('button', { name: 'Send it then' }).click()
    await page.getByText(/That is quiet time where they are/).waitFor()
    // Nine o’clock in New York, said as the clock here shows it.
    await page.getByRole('button', { name: /^Send it .*15:00/ }).click()
    await page.getByRole('region', { name: /^Your reply goes .*15:00/ }).waitFor()
  })

  it('comes back with its file, its promise and whom it was for', async () => {
    await openTalk('Ewa Nowak')
    const box = page.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    await box.fill('I’ll call you tomorrow at 10. The way to us is added.')
    const heard = page.getByRole('list', { name: 'Heard as promises' })
    await heard.getByRole('button', { name: 'Promise it', exact: true }).click()
    await page.getByRole('button', { name: 'Do not promise it' }).waitFor()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'way.txt', mimeType: 'text/plain', buffer: Buffer.from('Left at the mill.') })
    await page.getByText('way.txt').first().waitFor()
    await page.getByRole('button', { name: 'Send later' }).click()
    await page.getByLabel('or in your words').fill('tomorrow 09:00')
    await page.getByRole('button', { name: 'Send it then' }).click()
    const waits = page.getByRole('region', { name: /^Your reply goes/ })
    await waits.waitFor()
    await page.getByText('way.txt').first().waitFor({ state: 'detached' })
    await waits.getByRole('button', { name: 'Take it back' }).click()
    await waits.waitFor({ state: 'detached' })
    await page
      .getByText(/^It goes/)
      .first()
      .waitFor({ state: 'detached' })
    expect(await box.inputValue()).toContain('I’ll call you tomorrow at 10.')
    await page.getByText('way.txt').first().waitFor()
    await page.getByRole('button', { name: 'Do not promise it' }).waitFor()
    await picture(page, 'later-back')
    expect(await accessProblems(page)).toEqual([])
  })

  /** Plans what stands in the composer for tomorrow; gives its id. */
  async function plan(): Promise<string> {
    await page.getByRole('button', { name: 'Send later' }).click()
    await page.getByLabel('or in your words').fill('tomorrow 09:00')
    const planned = page.waitForResponse((reply) => reply.url().endsWith('/planned-replies'))
    await page.getByRole('button', { name: 'Send it then' }).click()
    const { id } = (await (await planned).json()) as { id: string }
    await page.getByText('way.txt').first().waitFor({ state: 'detached' })
    return id
  }
  let mia: Page

  it('comes back so too where a colleague stops it', async () => {
    const id = await plan()
    await page.goto(`${server.url}/today`)
    mia = await (await visitor(browser, { baseURL: server.url })).newPage()
    await joins(mia, page, 'Mia Meier')
    await api(mia, 'post', `/planned-replies/${id}/cancel`)
    await openTalk('Ewa Nowak')
    await page.getByText('way.txt').first().waitFor()
    await page.getByRole('button', { name: 'Do not promise it' }).waitFor()
    const box = page.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    expect(await box.inputValue()).toContain('The way to us is added.')
  })

  it('is offered with all of it where its writer writes something else just then', async () => {
    const id = await plan()
    const box = page.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    const kept = page.waitForResponse((reply) => reply.url().endsWith('/draft'))
    await box.fill('One more thing.')
    await kept
    await api(mia, 'post', `/planned-replies/${id}/cancel`)
    await box.pressSequentially(' The doors are open until six.')
    await page.getByRole('button', { name: 'Put it below' }).click()
    await page.getByText('way.txt').first().waitFor()
    await page.getByRole('button', { name: 'Do not promise it' }).waitFor()
    expect(await box.inputValue()).toMatch(/until six\.[\s\S]*The way to us is added\./)
  })

  it('goes out with what was begun since it was taken back, and nobody is told of news that there was not', async () => {
    await plan()
    const box = page.getByRole('textbox', { name: 'Reply to Ewa Nowak' })
    const kept = page.waitForResponse((reply) => reply.url().endsWith('/draft'))
    await box.fill('Bring the second key.')
    await kept
    const taken = page.waitForResponse((reply) => reply.url().endsWith('/cancel'))
    await page.getByRole('button', { name: 'Take it back' }).click()
    await taken
    await page.getByText('way.txt').first().waitFor()
    expect(await box.inputValue()).toMatch(/The way to us is added\.[\s\S]*Bring the second key\./)
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.getByRole('article').getByText('Bring the second key.').first().waitFor()
    expect(await page.getByText(/while you wrote/).count()).toBe(0)
  })
})
