import { ownHeaders, problemOf } from '../../api/call.ts'
import type { DraftFile } from './drafts.ts'

/** The largest file one can attach (MiB, which people read as MB); the server says so too. */
export const MOST_MB = 25

/** Sends a file to be attached later. @throws Problem for a refusal, TypeError when the line is lost. */
export function upload(file: File, onProgress: (share: number) => void): Promise<DraftFile> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/attachments')
    for (const [name, value] of ownHeaders()) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.addEventListener(
      'progress',
      (event) => event.lengthComputable && onProgress(event.loaded / event.total),
    )
    request.addEventListener('load', () =>
      request.status >= 200 && request.status < 300
        ? done(request.response as DraftFile)
        : fail(problemOf(request.status, request.response as object | null)),
    )
    request.addEventListener('error', () => fail(new TypeError('no line')))
    const form = new FormData()
    form.set('file', file)
    request.send(form)
  })
}
