import { expect, it, vi } from 'vitest'
import { listPromises, makePromise, movePromise } from '../../contract/promises.ts'
import { instant } from '../../domain/shared/time.ts'
import { SOON } from '../world/soon.ts'
import { twoOfMarta } from '../world/two-of-marta.ts'

it('a promise moved in the moment its conversation is merged goes along [S3-21]', async () => {
  const { world, a, b, merge } = await twoOfMarta()
  const { owner } = world
  const made = await owner.call(makePromise, {
    body: { text: 'Olga calls you', due: instant('2026-11-24T15:00:00Z'), conversationId: a },
  })
  const { pool } = world.services.db
  const waiting = async () => (await pool.query('select from pg_locks where not granted')).rowCount
  const holder = await pool.connect()
  try {
    // Both wait for the promise, the one who moves it first.
    await holder.query(`begin; set local app.workspace = '${world.workspaceId}'`)
    await holder.query('select from promises where id = $1 for update', [made.id])
    const body = {
      ...{ due: instant('2026-11-25T15:00:00Z'), reason: 'The part is late', version: made.version },
      ...{ toldCustomer: true, toldBy: 'phone' as const },
    }
    const moved = owner.call(movePromise, { params: { promiseId: made.id }, body })
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), SOON)
    const merged = merge(b, a)
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(1), SOON)
    await holder.query('commit')
    await Promise.allSettled([moved, merged])
  } finally {
    holder.release(true)
  }
  await merge(b, a)
  const { items } = await owner.call(listPromises, { query: { conversationId: b } })
  expect(items).toHaveLength(1)
})
