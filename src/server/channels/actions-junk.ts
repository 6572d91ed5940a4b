import { isBlockedBy, readBlock } from '../../domain/channels/junk.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { about } from '../conversations/actions.ts'
import { eraseWords, junkDays, listFilesOf, listOldJunked } from '../conversations/store-junk.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import type { Services } from '../services.ts'
import { fileAgain, type Received } from './mail-in.ts'
import * as store from './store-junk.ts'
import { findInbound, updateInbound } from './store-mail-in.ts'

/** How much junk is erased in one look; the rest in the next. */
const AT_ONCE = 100

/**
 * Files a mail that was held back, as if it had come in that way: its person, its conversation, its notices.
 * @throws Refused `not_found` for what is no junk, or erased; `file_lost` where its original is gone.
 */
export async function fetchBack(asked: Asked, id: string): Promise<Received> {
  const row = await asked.db.read(asked.workspaceId, (db) => findInbound(db, id))
  if (row?.state === 'filed' && row.notJunk) return { row, mail: null }
  if (row?.state !== 'junk' || row.erasedAt) throw new Refused(refuse('not_found'))
  if (row.sha256 && !(await asked.services.blobs.has(row.sha256))) throw new Refused(refuse('file_lost'))
  const change = { state: 'waiting', notJunk: true, attempts: 0, settledAt: null, reason: null } as const
  await flush(asked, {
    writes: [updateInbound(row, { ...change, receipt: null, nextAttemptAt: realNow(asked.services) })],
    events: [{ kind: 'mail.fetched_back', subjects: { mailboxId: row.mailboxId }, data: {} }],
  })
  const back = { ...row, ...change, receipt: null, version: row.version + 1 }
  return await fileAgain(asked.services, { ...asked, actor: { kind: 'system', id: null } }, back)
}

/**
 * Blocks an address or a domain; one that is blocked already stays as it is.
 * @throws Refused `invalid_input` on `value`; `block_catches` where members, or people to whom a promise is open, write from there,
 * unless `anyway`.
 */
export async function addBlock(
  asked: Asked,
  input: { value: string; reason: string; anyway: boolean },
): Promise<{ id: string; wasThere: boolean }> {
  const read = readBlock(input.value)
  if (!read) throw new Refused(refuse('invalid_input', { field: 'value' }))
  const known = await asked.db.read(asked.workspaceId, (db) => store.findOneBlock(db, read))
  if (known) return { id: known.id, wasThere: true }
  if (!input.anyway) await demandStrangers(asked, read)
  const id = asked.newId<'block'>()
  const made = { madeBy: asked.member.id, madeAt: asked.now, removedBy: null, removedAt: null }
  await flush(asked, {
    writes: [store.insertBlock(asked.workspaceId, { id, ...read, reason: input.reason, ...made })],
    events: [{ kind: 'block.made', subjects: {}, data: { block: id, of: read.kind } }],
  })
  return { id, wasThere: false }
}

async function demandStrangers(
  asked: Asked,
  block: NonNullable<ReturnType<typeof readBlock>>,
): Promise<void> {
  const { members, from } = await asked.db.read(asked.workspaceId, async (db) => ({
    members: await accounts.listMembers(db),
    from: await store.listPromisedFrom(db, block),
  }))
  const ours = members.filter((m) => isBlockedBy(block, m.email)).length
  const promised = new Set(from.filter((h) => isBlockedBy(block, h.value)).map((h) => h.personId)).size
  if (ours + promised > 0)
    throw new Refused(refuse('block_catches', { field: 'value', values: { ours, promised } }))
}

/** Takes a block away. @throws Refused `not_found`. */
export async function removeBlock(asked: Asked, id: string): Promise<void> {
  const block = await blockOf(asked, id)
  if (block.removedAt) return
  await flush(asked, {
    writes: [store.updateBlock(block, { removedBy: asked.member.id, removedAt: asked.now })],
    events: [{ kind: 'block.removed', subjects: {}, data: { block: id } }],
  })
}

/** Puts a block back that was taken away. @throws Refused `not_found`; `changed_meanwhile` if it is blocked anew since. */
export async function restoreBlock(asked: Asked, id: string): Promise<void> {
  const block = await blockOf(asked, id)
  if (!block.removedAt) return
  await flush(asked, {
    writes: [store.updateBlock(block, { removedBy: null, removedAt: null })],
    events: [{ kind: 'block.made', subjects: {}, data: { block: id, of: block.kind } }],
  })
}

async function blockOf(asked: Asked, id: string): Promise<store.StoredBlock> {
  const block = await asked.db.read(asked.workspaceId, (db) => store.findOneBlock(db, { id }))
  if (!block) throw new Refused(refuse('not_found'))
  return block
}

/** Sets for how many days junk is kept. */
export async function keepJunkFor(asked: Asked, days: number): Promise<void> {
  await flush(asked, {
    writes: [store.updateJunkDays(asked.workspaceId, days)],
    events: [{ kind: 'workspace.changed', subjects: {}, data: { junkDays: days } }],
  })
}

/**
 * Erases junk that lay as long as the house keeps it: what it says and its original; the line stays, so that the book balances. Bytes
 * that anything else has, in whatever workspace, stay.
 */
export async function eraseOldJunk(act: Act, services: Services): Promise<void> {
  const rows = await act.db.read(act.workspaceId, async (db) => {
    const days = await junkDays(db)
    return await store.listOldJunk(db, plus(act.now, { days: -days }), AT_ONCE)
  })
  if (rows.length === 0) return
  const gone = { erasedAt: act.now, sha256: null, sender: null, subject: null, receipt: null }
  await flush(
    { ...act, actor: { kind: 'system', id: null } },
    {
      writes: rows.map((row) => updateInbound(row, gone)),
      events: [{ kind: 'junk.erased', subjects: {}, data: { count: rows.length } }],
    },
  )
  for (const { sha256 } of rows)
    if (sha256) await services.blobs.deleteUnless(sha256, () => store.isKept(act.db, sha256))
}

/**
 * Erases what was said in conversations that lay in junk as long as the house keeps it, with its files; that there was one stays, and
 * what was promised in it.
 */
export async function eraseOldJunked(act: Act, services: Services): Promise<void> {
  const old = await act.db.read(act.workspaceId, async (db) => {
    const rows = await listOldJunked(db, plus(act.now, { days: -(await junkDays(db)) }), AT_ONCE)
    return await Promise.all(rows.map(async (c) => ({ c, files: await listFilesOf(db, c.id) })))
  })
  for (const { c, files } of old) {
    const erased = { kind: 'junk.erased', subjects: about(c), data: { count: 1 } } as const
    const done = await flush(
      { ...act, actor: { kind: 'system', id: null } },
      { writes: eraseWords(c, act.now), events: [erased] },
    ).then(
      () => true,
      (e) => {
        // Somebody took it out, or did something in it, at the last moment.
        if (e instanceof Refused) return false
        throw e
      },
    )
    if (done)
      for (const sha256 of files)
        await services.blobs.deleteUnless(sha256, () => store.isKept(act.db, sha256))
  }
}
