import * as contract from '../../contract/imports.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as acts from './actions.ts'
import { type ImportId, listImports } from './store.ts'
import { showColumns, showImport, showLines, showPreview, showStayed } from './views.ts'
import { showFolders } from './views-folders.ts'

const PAGE = 20

export const importRoutes: Route[] = [
  route(contract.listImports, async (a, { query }) => {
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    const limit = query.limit ?? PAGE
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await listImports(db, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (r) => writeKey(r.createdAt, r.id))
      return { items: await Promise.all(items.map((row) => showImport(db, a.language, row))), next }
    })
  }),
  route(contract.readImport, (a, { params }) => shown(a, params.importId)),
  route(contract.beginFileImport, async (a, { body }) => shown(a, await acts.beginFile(a, body))),
  route(contract.beginFolderImport, async (a, { body }) => shown(a, await acts.beginFolders(a, body))),
  route(contract.listMailFolders, (a, { body }) => showFolders(a, body)),
  route(contract.readColumns, (a, { params }) => showColumns(a, params.importId)),
  route(contract.previewImport, (a, { params, body }) => showPreview(a, params.importId, body)),
  route(contract.checkImport, async (a, { params, body }) => {
    await acts.checkImport(a, params.importId, body)
    return await shown(a, params.importId)
  }),
  route(contract.listImportLines, (a, { params, query }) => showLines(a, params.importId, query)),
  route(contract.chooseTwins, async (a, { params, body }) => {
    await acts.chooseTwins(a, params.importId, body)
    return await shown(a, params.importId)
  }),
  route(contract.startImport, async (a, { params, body }) => {
    await acts.startImport(a, params.importId, body)
    return await shown(a, params.importId)
  }),
  route(contract.pauseImport, async (a, { params }) => {
    await acts.pauseOrGoOn(a, params.importId, 'pause')
    return await shown(a, params.importId)
  }),
  route(contract.goOnImport, async (a, { params }) => {
    await acts.pauseOrGoOn(a, params.importId, 'goOn')
    return await shown(a, params.importId)
  }),
  route(contract.undoImport, async (a, { params }) => {
    await acts.undoImport(a, params.importId)
    return await shown(a, params.importId)
  }),
  route(contract.dropImport, (a, { params }) => acts.dropImport(a, params.importId)),
  route(contract.listStayed, (a, { params, query }) => showStayed(a, params.importId, query)),
]

async function shown(a: Asked, id: ImportId) {
  const row = await acts.importOf(a, id)
  return await a.db.read(a.workspaceId, (db) => showImport(db, a.language, row))
}
