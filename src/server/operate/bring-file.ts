import { copyFile, link, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { FILE_KEPT_DAYS } from '../../domain/imports/import.ts'
import type { MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { fromEpochMs, plus } from '../../domain/shared/time.ts'
import { findWorkspace, listMembers } from '../accounts/store.ts'
import { openDatabase } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import { idMaker } from '../db/ids.ts'
import { type ImportId, insertImport } from '../imports/store.ts'
import { importFile, makeImportFolder, removeFile } from '../imports/store-files.ts'
import { everyWorkspace } from '../jobs/due.ts'
import type { AtHand } from './at-hand.ts'

/**
 * Lays a file that is on this machine ready to be imported, without an upload; somebody starts it on the screen. Gives back the
 * workspace's name.
 * @throws Error with one sentence if there is no such file, or not one workspace only and none is named.
 */
export async function bringFile(
  at: Pick<AtHand, 'config'> & { reached: Pick<AtHand['reached'], 'appUrl'> },
  input: { kind: 'people' | 'mbox'; file: string; workspace: string | null },
): Promise<string> {
  const found = await stat(input.file).catch(() => null)
  if (!found?.isFile() || found.size === 0)
    throw new Error(`${input.file} is no file that can be read, or is empty.`)
  const db = openDatabase(at.reached.appUrl, 2)
  try {
    const spaces = []
    for (const id of await everyWorkspace(db)) {
      const workspace = await db.read(id, findWorkspace)
      if (!input.workspace || workspace?.name === input.workspace)
        spaces.push({ id, name: workspace?.name ?? '' })
    }
    const [space] = spaces
    if (!space)
      throw new Error(
        input.workspace ? `There is no workspace “${input.workspace}”.` : 'There is no workspace yet.',
      )
    if (spaces.length > 1)
      throw new Error(`For which workspace? Add --workspace=NAME: ${spaces.map((s) => s.name).join(', ')}.`)
    const owner = (await db.read(space.id, listMembers)).find((m) => m.role === 'owner')
    if (!owner) throw new Error(`${space.name} has no owner.`)
    const newId = idMaker(Date.now)
    const id = newId<'import'>()
    const path = importFile(at.config, space.id, id)
    await makeImportFolder(at.config, space.id)
    await lay(input.file, path)
    const now = fromEpochMs(Date.now())
    const act = {
      db,
      workspaceId: space.id as WorkspaceId,
      actor: { kind: 'system' as const, id: null },
      now,
      newId,
    }
    const row = {
      ...{
        id: id as ImportId,
        kind: input.kind,
        name: basename(input.file).slice(0, 300),
        state: 'ready' as const,
      },
      ...{
        askedBy: owner.id as MemberId,
        size: found.size,
        received: found.size,
        settings: {},
        secret: null,
        position: {},
      },
      ...{ total: null, made: 0, same: 0, leftOut: 0, failed: 0, ledger: 0, problem: null, attempts: 0 },
      ...{
        claimedUntil: null,
        fileUntil: plus(now, { days: FILE_KEPT_DAYS }),
        createdAt: now,
        finishedAt: null,
      },
    }
    const subjects = { importId: id, memberId: owner.id }
    await flush(act, {
      writes: [insertImport(space.id, row)],
      events: [{ kind: 'import.begun', subjects, data: { kind: input.kind } }],
    }).catch(async (e) => {
      await removeFile(path)
      throw e
    })
    return space.name
  } finally {
    await db.close()
  }
}

// Two names of one file cost no room; over the border of a disk it is copied.
async function lay(from: string, to: string): Promise<void> {
  if (dirname(from) === dirname(to)) throw new Error('It lies there already.')
  await link(from, to).catch(() => copyFile(from, to))
}
