import { sql } from 'kysely'
import type { Id, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type DeviceId = Id<'device'>

/** A browser that has notices pushed to it. */
export type StoredDevice = {
  readonly id: DeviceId
  readonly memberId: MemberId
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly label: string
  readonly createdAt: Instant
  readonly lastOkAt: Instant | null
}

const columns = ['id', 'memberId', 'endpoint', 'p256dh', 'auth', 'label', 'createdAt', 'lastOkAt'] as const

/** The devices of these members that still take notices. */
export async function listDevices(db: Reader, ids: readonly MemberId[]): Promise<StoredDevice[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('pushSubscriptions')
    .select(columns)
    .where('memberId', 'in', ids)
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .execute()
  return rows as unknown as StoredDevice[]
}

/** Adds a browser that has notices pushed to it. */
export function insertDevice(workspaceId: WorkspaceId, d: StoredDevice): Write {
  return {
    query: compiler
      .insertInto('pushSubscriptions')
      .values({ ...d, workspaceId, removedAt: null, removedWhy: null }),
  }
}

/** Gives a known device its new keys and name. */
export function updateDevice(d: Pick<StoredDevice, 'id' | 'p256dh' | 'auth' | 'label'>): Write {
  const { id, p256dh, auth, label } = d
  return {
    query: compiler.updateTable('pushSubscriptions').set({ p256dh, auth, label }).where('id', '=', id),
  }
}

/** Lets a device go: whoever has it wished so (`asked`), or its push service says that it is gone (`gone`). */
export function endDevice(id: DeviceId, why: 'asked' | 'gone', now: Instant): Write {
  return {
    query: compiler
      .updateTable('pushSubscriptions')
      .set({ removedAt: now, removedWhy: why })
      .where('id', '=', id)
      .where('removedAt', 'is', null),
  }
}

/** Remembers that a device's push service took something. */
export function touchDevice(id: DeviceId, now: Instant): Write {
  return { query: compiler.updateTable('pushSubscriptions').set({ lastOkAt: now }).where('id', '=', id) }
}

/** The keys by which push services know this installation, the private one sealed; null before the first use. */
export async function findPushKeys(db: Database) {
  const { rows } = await sql<{ publicKey: string; privateKey: Buffer }>`
    select public_key, private_key from jobs.push_keys`.execute(db.system)
  return rows[0] ?? null
}

/** Keeps the keys of this installation; those of whoever was first stay. */
export async function savePushKeys(
  db: Database,
  keys: { publicKey: string; privateKey: Buffer; createdAt: Instant },
): Promise<void> {
  await sql`insert into jobs.push_keys (one, public_key, private_key, created_at)
    values (true, ${keys.publicKey}, ${keys.privateKey}, ${keys.createdAt})
    on conflict do nothing`.execute(db.system)
}
