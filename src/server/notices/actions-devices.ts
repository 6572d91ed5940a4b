import webpush from 'web-push'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { mayPushTo } from '../push/address.ts'
import { seal, unseal } from '../secret.ts'
import type { Services } from '../services.ts'
import * as store from './store-devices.ts'

/** The most devices one member has notices pushed to. */
const MOST_DEVICES = 20

const ABOUT = 'push keys'

/** The keys by which push services know this installation, made at the first use. @throws Error under another secret. */
export async function pushKeys(services: Services): Promise<{ publicKey: string; privateKey: string }> {
  const { db, secret } = services
  const known = await store.findPushKeys(db)
  if (known)
    return { publicKey: known.publicKey, privateKey: unseal(secret, ABOUT, Buffer.from(known.privateKey)) }
  const made = webpush.generateVAPIDKeys()
  const createdAt = fromEpochMs(services.clock())
  const privateKey = seal(secret, ABOUT, made.privateKey)
  await store.savePushKeys(db, { publicKey: made.publicKey, privateKey, createdAt })
  return await pushKeys(services)
}

/** Has notices pushed to a browser of the one who asks; a browser known already gets its new keys. */
export async function addDevice(
  asked: Asked,
  input: { endpoint: string; p256dh: string; auth: string; label: string },
): Promise<store.StoredDevice> {
  if (!mayPushTo(input.endpoint, asked.services.config.careless))
    throw new Refused(refuse('invalid_input', { field: 'endpoint' }))
  const mine = await asked.db.read(asked.workspaceId, (db) => store.listDevices(db, [asked.member.id]))
  const known = mine.find((d) => d.endpoint === input.endpoint)
  if (!known && mine.length >= MOST_DEVICES)
    throw new Refused(refuse('too_large', { values: { limit: `${MOST_DEVICES}` } }))
  const device = {
    ...{ memberId: asked.member.id, createdAt: fromEpochMs(asked.services.clock()), lastOkAt: null },
    ...known,
    ...input,
    id: known?.id ?? asked.newId<'device'>(),
  }
  await flush(asked, {
    writes: [known ? store.updateDevice(device) : store.insertDevice(asked.workspaceId, device)],
    events: [],
  })
  return device
}

/** Has nothing pushed to a browser any more. @throws Refused `not_found` for one of somebody else. */
export async function removeDevice(asked: Asked, id: string): Promise<void> {
  const mine = await asked.db.read(asked.workspaceId, (db) => store.listDevices(db, [asked.member.id]))
  const device = mine.find((d) => d.id === id)
  if (!device) throw new Refused(refuse('not_found'))
  await flush(asked, { writes: [store.endDevice(device.id, 'asked', asked.now)], events: [] })
}
