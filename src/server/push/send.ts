import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import webpush from 'web-push'
import { mayPushTo, publicLookup } from './address.ts'

/** How a push went: taken; the device is gone for good; or not now, with what the service said. */
export type Pushed = { as: 'taken' } | { as: 'gone' } | { as: 'later'; problem: string }

/** How long a push service may take to answer (ms). */
const PATIENCE = 10_000

export type Push = {
  readonly device: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
  readonly payload: string
  /** A later push of the same topic takes the place of one not delivered yet; at most 32 letters. */
  readonly topic: string
  readonly keys: { readonly publicKey: string; readonly privateKey: string }
  /** Whom a push service may write to about us: an address (URL) or `mailto:`. */
  readonly contact: string
  /** How long the service may keep it (seconds). */
  readonly lasts: number
  /** Lets a test push to this machine over http. */
  readonly loopback: boolean
}

/** Pushes one encrypted message (RFC 8030, 8291, 8292) to one device. Follows no redirect, enters no private network, never throws. */
export async function sendPush(push: Push): Promise<Pushed> {
  const { device, keys, loopback } = push
  if (!mayPushTo(device.endpoint, loopback)) return { as: 'gone' }
  try {
    const { method, headers, body } = webpush.generateRequestDetails(
      { endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } },
      push.payload,
      {
        vapidDetails: { subject: push.contact, ...keys },
        TTL: push.lasts,
        topic: push.topic,
        urgency: 'normal',
        contentEncoding: 'aes128gcm',
      },
    )
    return outcome(await post(device.endpoint, { method, headers: headers as never, body }, loopback))
  } catch (e) {
    return { as: 'later', problem: e instanceof Error ? e.message.slice(0, 200) : 'unknown' }
  }
}

function outcome(status: number): Pushed {
  if (status >= 200 && status < 300) return { as: 'taken' }
  if (status === 404 || status === 410) return { as: 'gone' }
  return { as: 'later', problem: `the push service answered ${status}` }
}

function post(
  endpoint: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: unknown },
  loopback: boolean,
): Promise<number> {
  const secure = endpoint.startsWith('https:')
  return new Promise((done, fail) => {
    const request = (secure ? overHttps : overHttp)(
      endpoint,
      {
        method,
        headers,
        signal: AbortSignal.timeout(PATIENCE),
        ...(loopback && !secure ? {} : { lookup: publicLookup }),
      },
      (reply) => {
        reply.resume()
        done(reply.statusCode ?? 0)
      },
    )
    request.once('error', fail)
    request.end(body)
  })
}
