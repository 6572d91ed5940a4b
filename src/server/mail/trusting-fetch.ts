import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'

/**
 * Fetches over TLS where the server's certificate may be of an authority of their own (PEM) beside the usual ones, which `fetch` cannot be
 * told. It follows no redirect. Rejects where the certificate is of none of them, or names another server.
 */
export async function fetchTrusting(
  caPem: string,
  url: string,
  {
    method,
    headers,
    body,
    signal,
  }: { method: string; headers: Record<string, string>; body: URLSearchParams; signal?: AbortSignal },
): Promise<Response> {
  const ca = [...getCACertificates('default'), caPem]
  const asked = request(url, { method, headers, ca, minVersion: 'TLSv1.2', ...(signal ? { signal } : {}) })
  asked.end(body.toString())
  // What fails later fails the reading of the reply, too.
  asked.on('error', () => {})
  const [reply] = (await once(asked, 'response')) as [IncomingMessage]
  const status = reply.statusCode ?? 0
  const empty = [204, 205, 304].includes(status)
  return new Response(empty ? null : (Readable.toWeb(reply) as ReadableStream), {
    status,
    headers: Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
  })
}
