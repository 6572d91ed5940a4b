import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessProblems, openBrowser, picture, visitor } from './support/browser.ts'
import { sitAtDesk } from './support/house.ts'
import { type Server, startServer } from './support/server.ts'
import { soon } from './support/soon.ts'

let server: Server
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer('demo'), openBrowser()])
  context = await visitor(browser)
  page = await context.newPage()
  await sitAtDesk(page, server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const words = () => page.getByRole('textbox', { name: 'Reply to Marta Okafor' })
const finder = () => page.getByRole('combobox', { name: 'Find by its words' })
const dialog = () => page.getByRole('dialog', { name: /saved reply/i })

async function openMarta(): Promise<void> {
  await page.goto(`${server.url}/inbox/all`)
  await page
    .getByRole('list', { name: 'All conversations' })
    .getByRole('link', { name: 'Marta Okafor' })
    .first()
    .click()
  await words().waitFor()
}

describe('whoever says the same again and again', () => {
  it('writes it down once in the settings, with blanks, in two languages', async () => {
    await page.goto(`${server.url}/settings/replies`)
    await page.getByText('None yet.').waitFor()
    await page.getByRole('button', { name: 'Write a saved reply' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('The car is ready')
    const english = dialog().getByRole('textbox', { name: 'Words in English' })
    await english.fill('Dear {{person.first|customer}}, your {{vehicle|car}} is ready. Yours, ')
    await english.press('End')
    await dialog().getByRole('button', { name: 'Fill in…' }).click()
    await page.getByRole('menuitem', { name: 'My first name' }).click()
    expect(await english.inputValue()).toMatch(/Yours, \{\{my\.first\}\}$/)
    await dialog().getByRole('button', { name: 'Another language' }).click()
    await page.getByRole('menuitem', { name: 'German' }).click()
    await dialog()
      .getByRole('textbox', { name: 'Words in German' })
      .fill('Guten Tag {{person.name}}, Ihr Auto ist fertig.')
    await picture(page, 'saved-reply')
    expect(await accessProblems(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByText('never said yet').waitFor()
    await picture(page, 'saved-replies')
  })

  it('says it by a slash that begins a line, a word of it and Enter', async () => {
    await openMarta()
    await words().focus()
    await page.keyboard.type('/')
    await finder().waitFor()
    await page.keyboard.type('ready')
    await page.getByRole('option', { name: /The car is ready/ }).waitFor()
    await picture(page, 'saved-reply-picker')
    await page.keyboard.press('Enter')
    await soon(async () =>
      expect(await words().inputValue()).toMatch(/^Dear Marta, your .+ is ready\. Yours, Ana$/),
    )
    await words().fill('')
  })

  it('finds it by what was typed right after the slash or the key, before the finder is even loaded', async () => {
    let arrive = () => {}
    let onItsWay = new Promise<void>(() => {})
    await page.route(/ReplyPicker/, async (route) => {
      await onItsWay
      await route.continue()
    })
    for (const begin of ['/', 'i'] as const) {
      onItsWay = new Promise((done) => {
        arrive = done
      })
      await openMarta()
      await page.reload()
      await words().waitFor()
      if (begin === '/') await words().focus()
      await page.keyboard.type(`${begin}ready`)
      arrive()
      await finder().waitFor()
      await soon(async () => expect(await finder().inputValue()).toBe('ready'))
      await page.keyboard.press('Escape')
      await words().fill('')
    }
    await page.unroute(/ReplyPicker/)
  })

  it('loses nothing that was typed where no saved reply was meant', async () => {
    await words().focus()
    await page.keyboard.type('/')
    await finder().waitFor()
    await page.keyboard.type('home')
    await page.keyboard.press('Escape')
    await soon(async () => expect(await words().inputValue()).toBe('/home'))
    await words().fill('')
  })

  it('is not let go with a blank nobody could fill, until it is filled', async () => {
    await words().fill('The reason: {{promise.due}} is too late. Dear {{person.say}}')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('Nothing is sent yet: the blank').waitFor()
    const selected = () =>
      words().evaluate((area) => {
        const { value, selectionStart, selectionEnd } = area as unknown as {
          value: string
          selectionStart: number
          selectionEnd: number
        }
        return value.slice(selectionStart, selectionEnd)
      })
    await soon(async () => expect(await selected()).toBe('{{promise.due}}'))
    await page.keyboard.type('Friday')
    await picture(page, 'saved-reply-blank')
    await words().fill('Dear Marta Okafor, come whenever you like. Ana')
    await page.getByText('Nothing is sent yet').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('article').getByText('come whenever you like').waitFor()
  })

  it('is made from what was just said: the names in it become blanks', async () => {
    const said = page.getByRole('article').filter({ hasText: 'come whenever you like' })
    await said.getByRole('button', { name: 'Details' }).click()
    await said.getByRole('button', { name: 'Keep as a saved reply' }).click()
    const text = dialog().getByRole('textbox', { name: 'Words in English' })
    expect(await text.inputValue()).toBe('Dear {{person.name}}, come whenever you like. {{my.first}}')
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Come by')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().waitFor({ state: 'detached' })
  })

  it('is found in the settings by its words, is put away and comes back', async () => {
    await page.goto(`${server.url}/settings/replies`)
    await page.getByText('said once').waitFor()
    await page.getByRole('textbox', { name: 'Find by its words' }).fill('whenever')
    await page.getByRole('button', { name: 'Delete The car is ready' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete Come by' }).click()
    await page.getByRole('button', { name: 'Delete Come by' }).waitFor({ state: 'detached' })
    await page.getByRole('radiogroup', { name: 'Which saved replies' }).getByText('Put away').click()
    await page.getByRole('button', { name: 'Take back Come by' }).click()
    await page.getByRole('button', { name: 'Take back Come by' }).waitFor({ state: 'detached' })
    await page.getByText('Kept', { exact: true }).click()
    await page.getByRole('button', { name: 'Delete Come by' }).waitFor()
  })

  it('says it also to somebody written to first, who need not be known yet', async () => {
    await page.goto(`${server.url}/inbox/new`)
    const begin = page.getByRole('dialog', { name: 'New conversation' })
    const first = begin.getByRole('textbox', { name: 'Your words' })
    await begin.getByRole('combobox', { name: 'To whom?' }).fill('somebody@new.example')
    await first.focus()
    await page.keyboard.type('/')
    await finder().waitFor()
    await page.keyboard.type('ready')
    await page.getByRole('option', { name: /The car is ready/ }).waitFor()
    await picture(page, 'saved-reply-begin')
    expect(await accessProblems(page)).toEqual([])
    await page.keyboard.press('Enter')
    await soon(async () =>
      expect(await first.inputValue()).toBe('Dear customer, your car is ready. Yours, Ana'),
    )
    await first.fill('')
    await page.keyboard.type('One {{vehicle}}')
    await begin.getByRole('textbox', { name: 'What about?' }).fill('A car')
    await begin.getByRole('button', { name: 'Send', exact: true }).click()
    await begin.getByText('A blank is still to be filled: vehicle').waitFor()
    await first.fill('')
    await begin.getByRole('textbox', { name: 'What about?' }).fill('')
    await page.keyboard.press('Escape')
    await begin.waitFor({ state: 'detached' })
  })
})
