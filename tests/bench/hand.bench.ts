import { join } from 'node:path'
import { Client } from 'pg'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { loosenKeys } from '../../src/server/backup/tables.ts'
import { readConfig } from '../../src/server/config.ts'
import { insertRow } from '../../src/server/db/testing/rows.ts'
import { start } from '../../src/server/start.ts'
import { cloneDatabase } from '../../src/server/world/cluster.ts'
import { ownCluster } from '../../src/server/world/own-cluster.ts'
import { makePlace, removePlace } from '../../src/server/world/places.ts'
import { openBrowser, visitor } from '../e2e/support/browser.ts'
import type { Taken } from './measure.ts'

const CONVERSATIONS = Number(process.env.BENCH_CONVERSATIONS ?? 10_000)
const RUNS = Number(process.env.BENCH_RUNS ?? 30)
/** What issue 4 asks for: every interaction of the main job, from the key to the painted answer (ms). */
const GOAL = 100

/** Only what is called so, where a part is looked at again. */
const ONLY = new RegExp(process.env.BENCH_ONLY ?? '')

/** What stands there when an interaction is answered. */
type Answer = { selector: string; has?: string; not?: string }

/** The main job in a real Chromium over 10,000 conversations; needs the built web app (`npm start` builds it). */
it('speed of hand', async () => {
  const place = makePlace('hand-bench')
  const cluster = ownCluster()
  const { ownerUrl, appUrl } = await cloneDatabase(cluster.ownerUrl, cluster.appUrl, `hand_${process.pid}`)
  const config = {
    ...readConfig({ DATA_DIR: place, PORT: '0', LOG_LEVEL: 'warn' }, []),
    ...{ databaseUrl: ownerUrl, databaseAppUrl: appUrl, careless: true },
  }
  const server = await start(config, () => {})
  const browser = await openBrowser()
  try {
    const context = await visitor(browser)
    const page = await context.newPage()
    await page.addInitScript({ path: join(import.meta.dirname, 'painted.js') })
    await page.goto(`${server.url}/setup?token=${server.services.setupToken}`)
    await page.getByRole('button', { name: 'Open the demo' }).click()
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
    const session = await (await page.request.get(`${server.url}/api/session`)).json()
    const owner = new Client({ connectionString: ownerUrl, options: '-c timezone=UTC' })
    await owner.connect()
    await seed(owner, session.current)
    await owner.query('vacuum analyze')
    await owner.end()
    const list = await (await page.request.get(`${server.url}/api/conversations?view=mine`)).json()
    for (const { id } of list.items.slice(0, 4))
      for (const more of ['', '/messages']) {
        const reply = await page.request.get(`${server.url}/api/conversations/${id}${more}`)
        if (!reply.ok()) throw new Error(`${more} of what was seeded cannot be read: ${await reply.text()}`)
      }
    await page.goto(`${server.url}/inbox/mine`)
    await page.locator('[data-row]').first().waitFor()
    // What is fetched once nothing else happens.
    await page.waitForTimeout(4_000)
    await mainJob(page)
  } finally {
    await browser.close()
    await server.stop()
    removePlace(place)
  }
}, 1_800_000)

async function mainJob(page: Page): Promise<void> {
  // What the list knows of it stands there at once.
  const heading = 'main h1, main [data-coming]'
  const rows = 'main [data-row]'
  const open = { selector: 'main [data-composer]' }
  const headed = async () => (await page.locator(heading).first().textContent()) ?? ''
  const press = (keys: string) => () => page.keyboard.press(keys)
  // A live line is never idle: what was read anew after the former act has come by then.
  const settle = () => page.waitForTimeout(500)
  const table: [string, Taken][] = []
  const measure = async (
    name: string,
    run: (
      n: number,
    ) => Promise<{ act: () => Promise<unknown>; answer: Answer; after?: () => Promise<unknown> }>,
  ) => {
    if (!ONLY.test(name) && name !== EMPTY) return
    const took: number[] = []
    for (let n = 0; n < RUNS + 3; n++) {
      const { act, answer, after } = await run(n)
      const ms = await toThePaint(page, act, answer)
      if (n >= 3) took.push(ms)
      await after?.()
    }
    took.sort((a, b) => a - b)
    console.log(`measured: ${name}: p50 ${took[Math.floor(RUNS / 2)]!.toFixed(0)} ms`)
    table.push([
      name,
      { runs: RUNS, median: took[Math.floor(RUNS / 2)]!, p95: took[Math.floor(RUNS * 0.95)]! },
    ])
  }

  await measure(EMPTY, async (n) => ({
    act: press('F9'),
    answer: { selector: `html[data-pressed="${n + 1}"]` },
  }))
  await measure('open the list', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: 'Good morning, Ana' }).waitFor()
    await page.keyboard.press('g')
    return { act: press('i'), answer: { selector: rows } }
  })
  await page.locator(rows).first().click()
  await page.locator(open.selector).waitFor()
  await settle()
  for (const [name, key] of [
    ['next (J)', 'j'],
    ['previous (K)', 'k'],
  ] as const)
    await measure(name, async () => {
      await settle()
      return { act: press(key), answer: { selector: heading, not: await headed() } }
    })
  await measure('next three times (J J J)', async () => {
    await settle()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    return { act: press('j'), answer: { selector: heading, not: await headed() } }
  })
  await measure('open a conversation by the mouse', async (n) => {
    await settle()
    const row = page.locator(rows).nth((n * 7) % 40)
    await row.scrollIntoViewIfNeeded()
    return { act: () => row.click(), answer: { selector: heading, not: await headed() } }
  })
  const closeShown = { selector: 'main header button', has: 'Open again' }
  await measure('close (E)', async () => {
    await settle()
    return {
      act: press('e'),
      answer: closeShown,
      after: async () => {
        await settle()
        await page.keyboard.press('z')
        await page.getByRole('button', { name: 'Close', exact: true }).waitFor()
      },
    }
  })
  await measure('undo the close (Z)', async () => {
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await settle()
    return { act: press('z'), answer: { selector: 'main header button', has: 'Close', not: 'Open again' } }
  })
  await measure('snooze: choose (H)', async () => {
    await settle()
    return {
      act: press('h'),
      answer: { selector: '[role=dialog] button', has: 'In three hours' },
      after: () => page.keyboard.press('Escape'),
    }
  })
  await measure('snooze: done', async () => {
    await settle()
    await page.keyboard.press('h')
    const preset = page.getByRole('button', { name: /In three hours/ })
    await preset.focus()
    return {
      act: press('Enter'),
      answer: { selector: 'body', has: 'Asleep until' },
      after: async () => {
        await settle()
        await page.keyboard.press('z')
        await settle()
      },
    }
  })
  await measure('assign: choose (A)', async () => {
    await settle()
    return {
      act: press('a'),
      answer: { selector: '[role=menu] [role=menuitem]' },
      after: () => page.keyboard.press('Escape'),
    }
  })
  await measure('type in the composer', async () => {
    const area = page.locator('main [data-composer]')
    await area.focus()
    const kept = 'main [data-composer]'
    return { act: press('x'), answer: { selector: kept, not: await area.inputValue() } }
  })
  await page.locator('main [data-composer]').fill('')
  await page.locator('main h1').first().focus()
  await measure('open the palette (⌘K)', async () => {
    await settle()
    return {
      act: press('ControlOrMeta+k'),
      answer: { selector: '[role=combobox]' },
      after: () => page.keyboard.press('Escape'),
    }
  })
  await measure('type in the search', async () => {
    await page.keyboard.press('/')
    const box = page.getByRole('combobox', { name: 'Search and do' })
    await box.waitFor()
    return {
      act: press('m'),
      answer: { selector: '[role=combobox]', not: '' },
      after: () => page.keyboard.press('Escape'),
    }
  })
  await measure('switch the view', async (n) => {
    await settle()
    const [to, shown] = n % 2 ? ['Mine', 'Mine'] : ['All', 'All']
    const link = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: to }).first()
    return {
      act: () => link.click(),
      answer: { selector: 'main h1[data-page-heading], main h2', has: shown },
    }
  })
  await page.goto(`${new URL(page.url()).origin}/inbox/mine`)
  // One that nothing holds.
  await page.getByRole('listitem').filter({ hasText: 'Matter' }).getByRole('link').first().click()
  await page.locator(open.selector).waitFor()
  await measure('close and go on to the next (⇧E)', async () => {
    await settle()
    return { act: press('Shift+E'), answer: { selector: heading, not: await headed() } }
  })
  console.log(`From the key to the painted answer, over ${CONVERSATIONS} conversations (ms):`)
  const empty = table[0]![1]
  for (const [name, { median, p95, runs }] of table) {
    const over = p95 >= GOAL ? '  over the goal' : ''
    const figures = `p50 ${median.toFixed(0).padStart(4)}  p95 ${p95.toFixed(0).padStart(4)}  (${runs} runs)`
    const ratio = (median / empty.median).toFixed(1).padStart(5)
    console.log(`${name.padEnd(36)} ${figures} ${ratio} × ${EMPTY}${over}`)
  }
  const slow = table.filter(([, { p95 }]) => p95 >= GOAL).map(([name]) => name)
  expect(slow, `over ${GOAL} ms; a busy machine shows in "${EMPTY}"`).toEqual([])
}

/** A key that only sets a mark on the page: what a machine takes for the way from the key to the paint alone. */
const EMPTY = 'an empty interaction'

/** How long it takes from the key or the mouse until what answers it is painted, as the page itself sees it (ms). */
async function toThePaint(page: Page, act: () => Promise<unknown>, answer: Answer): Promise<number> {
  await page.evaluate(`painted.arm(${JSON.stringify(answer)})`)
  await act()
  return await page.evaluate<number>('painted.done')
}

async function seed(
  owner: Client,
  { workspace, member }: { workspace: { id: string }; member: { id: string; siteId: string } },
): Promise<void> {
  // An id as the API takes it: of version 7.
  const id = (kind: string, n = 'n') =>
    `overlay(overlay(md5('${kind}' || (${n})::text) placing '7' from 13) placing '8' from 17)::uuid`
  const at = `now() - n * interval '20 minutes'`
  const rows: Record<string, [number, Record<string, string>]> = {
    persons: [CONVERSATIONS, { id: id('person'), name: `'Person ' || n || ' Test'`, approach: `'welcome'` }],
    conversations: [
      CONVERSATIONS,
      {
        ...{ id: id('conversation'), reference: `'H' || n`, person_id: id('person') },
        ...{ site_id: `'${member.siteId}'::uuid`, sensitive: 'false', subject: `'Matter ' || n` },
        ...{
          channel: `'email'`,
          arrived_at: at,
          last_activity_at: at,
          last_in_at: at,
          last_line: `'It clatters in front'`,
        },
        closed_at: `case when n % 4 = 0 then ${at} end`,
        assignee_id: `case when n % 4 = 1 then '${member.id}'::uuid end`,
      },
    ],
    messages: [
      CONVERSATIONS * 5,
      {
        ...{
          id: id('message'),
          conversation_id: id('conversation', `1 + n % ${CONVERSATIONS}`),
          channel: `'email'`,
        },
        ...{
          at: `now() - n * interval '4 minutes'`,
          text: `repeat('It clatters in front when I brake. ', 12)`,
        },
        ...{ direction: `case when n % 2 = 0 then 'in' else 'out' end`, subject: `'Matter ' || n` },
        recipients: `'{"from": [], "to": [], "cc": []}'::jsonb`,
      },
    ],
  }
  await loosenKeys(owner)
  await owner.query('begin')
  for (const [table, [count, given]] of Object.entries(rows))
    await insertRow(
      owner,
      `public.${table}`,
      { workspace_id: `'${workspace.id}'::uuid`, ...given },
      `from generate_series(1, ${count}) n`,
    )
  await owner.query('commit')
}
