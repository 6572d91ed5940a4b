import { useSyncExternalStore } from 'react'
import { ownHeaders, Problem, problemOf } from '../api/call.ts'
import type { ImportId } from './imports-data.ts'

/** How an upload stands on this device, also once all of it is there. `failed`: what the server or the line said. */
export type Upload = { readonly sent: number; readonly size: number; readonly failed: unknown }

/** Bytes of one part. */
const PART = 8 * 1024 * 1024
/** How often a part is tried again when the line is cut, and after how long (ms). */
const TRIES = 6
const WAIT = 2000

// Outside any screen: it goes on while one looks at something else.
const uploads = new Map<ImportId, Upload>()
const listeners = new Set<() => void>()

function put(id: ImportId, upload: Upload): void {
  uploads.set(id, upload)
  for (const listener of listeners) listener()
}

/** How the upload of an import stands on this device; undefined where none was begun since the page was loaded. */
export function useUpload(id: ImportId): Upload | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => uploads.get(id),
  )
}

/** Sends a file in parts from where the server has it, again and again while the line is cut. */
export async function upload(id: ImportId, file: File, from = 0): Promise<void> {
  put(id, { sent: from, size: file.size, failed: null })
  try {
    for (let at = from; at < file.size; ) {
      at = await sendPart(id, file, at)
      put(id, { sent: at, size: file.size, failed: null })
    }
  } catch (failed) {
    put(id, { sent: uploads.get(id)?.sent ?? from, size: file.size, failed })
  }
}

async function sendPart(id: ImportId, file: File, at: number): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await sendOnce(id, file.slice(at, at + PART), at)
    } catch (e) {
      // The server has more or less than we think: it says from where to go on.
      const received = e instanceof Problem && e.code === 'upload_elsewhere' ? e.values.received : undefined
      if (typeof received === 'number' && received !== at) return received
      if (!(e instanceof TypeError) || tries >= TRIES) throw e
      await new Promise((again) => setTimeout(again, WAIT * tries))
    }
  }
}

async function sendOnce(id: ImportId, part: Blob, at: number): Promise<number> {
  const reply = await fetch(`/api/imports/${id}/content?at=${at}`, {
    ...{ method: 'PUT', body: part, headers: ownHeaders() },
  })
  const body = await reply.json().catch(() => ({}))
  if (!reply.ok) throw problemOf(reply.status, body)
  return (body as { received: number }).received
}
