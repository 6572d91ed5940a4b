import type { ReplyOf } from '../../contract/endpoint.ts'
import * as contract from '../../contract/imports.ts'
import type { Columns } from '../../domain/imports/columns.ts'
import { importNow } from '../imports/jobs.ts'
import type { ImportId } from '../imports/store.ts'
import type { Caller, World } from './world.ts'

export type Shown = ReplyOf<typeof contract.readImport>

/** Uploads a file in parts of so many bytes, as the page does. */
export async function upload(
  world: World,
  kind: 'people' | 'mbox',
  bytes: string | Uint8Array,
  {
    name = kind === 'people' ? 'people.csv' : 'old.mbox',
    part = 1_000_000,
    as = world.owner,
  }: { name?: string; part?: number; as?: Caller } = {},
): Promise<ImportId> {
  const whole = Buffer.from(bytes as string)
  const { id } = await as.call(contract.beginFileImport, {
    body: { kind, name, size: Math.max(1, whole.length) },
  })
  for (let at = 0; at < whole.length; at += part)
    await putPart(world, id, at, whole.subarray(at, at + part), as)
  return id
}

/** Sends one part of a file. */
export async function putPart(
  world: World,
  id: ImportId,
  at: number,
  bytes: Uint8Array,
  as = world.owner,
): Promise<Response> {
  return await world.fetch(`/api/imports/${id}/content?at=${at}`, { method: 'PUT', body: bytes as never, as })
}

/** An import as it stands. */
export async function read(world: World, id: ImportId): Promise<Shown> {
  return await world.owner.call(contract.readImport, { params: { importId: id } })
}

/** Looks a file through with the columns it seems to have. */
export async function check(world: World, id: ImportId, columns?: Columns): Promise<Shown> {
  const params = { importId: id }
  const found = await world.owner.call(contract.readColumns, { params })
  const body = { columns: [...(columns ?? found.columns.map((c) => c.target))], headings: found.headings }
  await world.owner.call(contract.checkImport, { params, body })
  await importNow(world.services)
  return await read(world, id)
}

/** Starts an import and lets it run to its end. */
export async function start(world: World, id: ImportId, body: Record<string, unknown> = {}): Promise<Shown> {
  await world.owner.call(contract.startImport, { params: { importId: id }, body })
  await importNow(world.services)
  return await read(world, id)
}

/** Takes an import back, to its end. */
export async function undo(world: World, id: ImportId): Promise<Shown> {
  await world.owner.call(contract.undoImport, { params: { importId: id } })
  await importNow(world.services)
  return await read(world, id)
}

/** Brings a file of people as it is, from its upload to its end. */
export async function bring(world: World, csv: string | Uint8Array): Promise<Shown> {
  const id = await upload(world, 'people', csv)
  await check(world, id)
  return await start(world, id)
}
