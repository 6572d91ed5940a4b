import * as contract from '../../contract/notices.ts'
import type { NoticeHabits } from '../../domain/notices/notice.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { chooseBackup, takeBreak } from '../accounts/actions-breaks.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { showMeanwhile } from '../promises/views-meanwhile.ts'
import * as actions from './actions.ts'
import { addDevice, pushKeys, removeDevice } from './actions-devices.ts'
import * as store from './store.ts'
import { showBell, showDevice, showNotices, showSettings } from './views.ts'

export const noticeRoutes: Route[] = [
  route(contract.readBell, showBell),
  route(contract.listNotices, async (a, { query }) => {
    const limit = query.limit ?? 20
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listNotices(db, a.member.id, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (n) => writeKey(n.at, n.id))
      return { items: (await showNotices(db, items, a.member)) as never, next }
    })
  }),
  route(contract.markNoticeRead, (a, { params }) => actions.readNotice(a, params.noticeId)),
  route(contract.markNoticesRead, (a, { body }) => actions.readNotices(a, body)),
  route(contract.readNoticeSettings, showSettings),
  route(contract.chooseNotice, (a, { params, body }) => then(a, actions.chooseNotice(a, params.kind, body))),
  route(contract.chooseNoticeTimes, (a, { body: { version, ...times } }) =>
    then(a, actions.chooseTimes(a, times as NoticeHabits, version)),
  ),
  route(contract.chooseBackup, (a, { body }) => then(a, chooseBackup(a, body.memberId))),
  route(contract.startBreak, (a) => takeBreak(a, true)),
  route(contract.endBreak, async (a) => {
    await takeBreak(a, false)
    // Read once they are back: what was done up to that moment is among it.
    return { meanwhile: await a.db.read(a.workspaceId, (db) => showMeanwhile(db, a)) }
  }),
  route(contract.readMeanwhile, async (a) => ({
    meanwhile: await a.db.read(a.workspaceId, (db) => showMeanwhile(db, a)),
  })),
  route(contract.readPushKey, async (a) => ({ publicKey: (await pushKeys(a.services)).publicKey })),
  route(contract.addDevice, async (a, { body }) => showDevice(await addDevice(a, body))),
  route(contract.removeDevice, (a, { params }) => removeDevice(a, params.deviceId)),
]

async function then(asked: Asked, done: Promise<void>) {
  await done
  return await showSettings(asked)
}
