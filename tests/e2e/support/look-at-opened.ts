import type { Page } from 'playwright-core'
import { accessProblems, DESKTOP } from './browser.ts'
import { soon } from './soon.ts'

const OPEN = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
// Sayings at the foot of the screen come and go by themselves, and are dialogs too.
const ASKS = OPEN.split(', ')
  .map((one) => `${one}:not([aria-live] *)`)
  .join(', ')
const NARROW = { width: 390, height: 844 }

/** Where what is open reaches out of the window, or scrolls sideways. A dialog may be longer than the window, which then rolls. */
const REACH = `(e) => {
  const box = e.getBoundingClientRect()
  const rolls = e.getAttribute('role') === 'dialog' && /auto|scroll/.test(getComputedStyle(e.parentElement).overflowY)
  const sideways = [e, ...e.querySelectorAll('*')].filter((one) =>
    one.scrollWidth > one.clientWidth + 1 && one.tagName !== 'TEXTAREA' && /auto|scroll/.test(getComputedStyle(one).overflowX))
  return [
    box.left < -0.5 || box.right > innerWidth + 0.5 ? 'reaches out of the window at its side' : '',
    !rolls && (box.top < -0.5 || box.bottom > innerHeight + 0.5) ? 'reaches out of the window above or below' : '',
    document.documentElement.scrollWidth > innerWidth ? 'makes the page scroll sideways' : '',
    ...sideways.map((one) => 'scrolls sideways: ' + one.className),
  ].filter(Boolean)
}`

/** What slides in, or turns to other colours, is looked at where it comes to rest: what ends may have begun something else. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    for (;;) {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      const moving = document.getAnimations()
      if (moving.length === 0) return null
      await Promise.all(moving.map((one) => one.finished.catch(() => null)))
    }
  })()`)
}

/**
 * What stands against using what is open over a page, in the light and in the dark, as sentences: where axe finds something, where it
 * reaches out of the window, or scrolls sideways. The page below is looked at for itself.
 */
export async function openedProblems(page: Page): Promise<string[]> {
  const top = page.locator(ASKS).filter({ visible: true }).last()
  await top.waitFor()
  // What lies below may be waiting for the answer that is given here.
  await soon(async () => expect(await top.locator('[aria-busy=true], [data-skeleton]').count()).toBe(0))
  await atRest(page)
  const reach = await page.evaluate<string[]>(
    `(${REACH})([...document.querySelectorAll('${ASKS}')].filter((one) => one.checkVisibility()).at(-1))`,
  )
  const light = await accessProblems(page, undefined, OPEN)
  await page.emulateMedia({ colorScheme: 'dark' })
  await atRest(page)
  const dark = await accessProblems(page, ['color-contrast'], OPEN)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...reach, ...light, ...dark.map((found) => `in the dark: ${found}`)]
}

/** The same as wide as a desktop, then as narrow as a phone. */
export async function openedProblemsWideAndNarrow(page: Page): Promise<string[]> {
  const wide = await openedProblems(page)
  await page.setViewportSize(NARROW)
  const narrow = await openedProblems(page)
  await page.setViewportSize(DESKTOP)
  return [...wide, ...narrow.map((found) => `on a phone: ${found}`)]
}

/** Closes all that is open over a page, the topmost first, as one does by Escape. */
export async function closeOpened(page: Page): Promise<void> {
  const open = page.locator(ASKS).filter({ visible: true })
  for (let left = await open.count(); left > 0; left = await open.count()) {
    await page.keyboard.press('Escape')
    await soon(async () => expect(await open.count()).toBeLessThan(left))
  }
}
