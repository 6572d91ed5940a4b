import type { Page } from 'playwright-core'
import { atRest } from './look-at-opened.ts'

/** What has the focus and lies wholly behind something else, or outside what is shown; empty when some of it can be seen. */
const COVERED = `(() => {
  const e = document.activeElement
  if (!e || e === document.body) return ''
  // What is hidden but for those who listen is seen by its label.
  const box = (one) => one.getBoundingClientRect()
  const shown = box(e).width > 2 && box(e).height > 2 ? e : (e.closest('label') ?? e.labels?.[0] ?? e.parentElement)
  // Over a line lies what makes a press anywhere choose it, which hides nothing.
  const ofItsLine = (hit) => hit.closest('li') !== null && hit.closest('li') === shown.closest('li')
  const belongs = (hit) => hit && (shown.contains(hit) || hit.contains(shown) || ofItsLine(hit))
  const inner = (from, length, n) => from + Math.min(Math.max((length * n) / 8, 1), length - 1)
  for (const at of shown.getClientRects())
    for (let x = 0; x <= 8; x++)
      for (let y = 0; y <= 8; y++)
        if (belongs(document.elementFromPoint(inner(at.left, at.width, x), inner(at.top, at.height, y)))) return ''
  const over = document.elementFromPoint(box(shown).left + box(shown).width / 2, box(shown).top + box(shown).height / 2)
  return (e.getAttribute('aria-label') || e.textContent || e.outerHTML).trim().slice(0, 60) + ' is behind ' +
    (over ? over.tagName + '.' + over.className : 'the edge of the window')
})()`

/**
 * Walks through all that takes the focus on a page, to its end by Tab, back by Shift+Tab, and to its end again; gives what lay
 * wholly behind something else when it had the focus, and how many stops there were.
 */
export async function walkThrough(page: Page): Promise<{ covered: string[]; stops: number }> {
  const covered = new Set<string>()
  const walk = async (key: string) => {
    // The focus leaves the page at its end; one that takes longer has a trap in it.
    for (let n = 0; n < 400; n++) {
      await page.keyboard.press(key)
      if (await page.evaluate('document.activeElement === document.body')) return n
      if (!(await page.evaluate<string>(COVERED))) continue
      await atRest(page)
      const found = await page.evaluate<string>(COVERED)
      if (found) covered.add(`${key}: ${found}`)
    }
    throw new Error(`the focus does not come to the end by ${key}`)
  }
  await walk('Tab')
  await walk('Shift+Tab')
  return { stops: await walk('Tab'), covered: [...covered] }
}
