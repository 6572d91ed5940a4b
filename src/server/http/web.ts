import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import en from '../../words/en.json' with { type: 'json' }

const DIST = join(import.meta.dirname, '../../../dist/web')

/** Serves the built web app: the customer's pages have an entry of their own, all else is the staff app. */
export function serveWeb(app: Hono): void {
  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
  })
  // Before the first build there is nothing to serve (tests of the server alone).
  if (existsSync(DIST)) app.use('/*', serveStatic({ root: DIST, index: 'none', precompressed: true }))
  const entry = (name: string) => {
    const file = join(DIST, name)
    return existsSync(file)
      ? readFileSync(file, 'utf8')
      : '<!doctype html><title>Servus</title><p>The web app is not built: npm start builds it.'
  }
  for (const path of ['/p/*', '/form/*', '/u/*'])
    app.get(path, (c) => c.html(entry('customer.html'), 200, { 'cache-control': 'no-cache' }))
  app.get('*', (c) => {
    if (/\.\w{1,5}$/.test(c.req.path)) return c.text(en.shell.page.notFound, 404)
    return c.html(entry('index.html'), 200, { 'cache-control': 'no-cache' })
  })
}
