import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a browser got through the push service, decrypted. */
export type Got = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly message: unknown }

/** A browser's side of a subscription: what it hands to us, and its private key. */
type Subscription = { endpoint: string; p256dh: string; auth: string; ecdh: ECDH }

/**
 * A push service on this machine with its browsers: it decrypts what arrives as a browser does (RFC 8291, written here anew so
 * that it proves the other side) and checks who signed it (RFC 8292). `answer` says what it replies from now on.
 */
export async function startPushService() {
  const got: Got[] = []
  const subscriptions = new Map<string, Subscription>()
  let status = 201
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const subscription = subscriptions.get(request.url ?? '')
    if (status < 300 && subscription)
      got.push({
        path: request.url!,
        headers: request.headers,
        message: JSON.parse(decrypt(Buffer.concat(chunks), subscription)),
      })
    reply.statusCode = subscription ? status : 404
    reply.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    got,
    answer: (next: number) => {
      status = next
    },
    /** A new browser, as it subscribes. */
    subscribe: () => {
      const ecdh = createECDH('prime256v1')
      const p256dh = ecdh.generateKeys().toString('base64url')
      const path = `/push/${randomBytes(8).toString('hex')}`
      const device = { endpoint: origin + path, p256dh, auth: randomBytes(16).toString('base64url') }
      subscriptions.set(path, { ...device, ecdh })
      return device
    },
    stop: () => new Promise<void>((done) => server.close(() => done())),
  }
}

/** Tells whether the authorization of a push is signed by a key, for this origin. */
export function isSignedBy(authorization: string, publicKey: string, origin: string): boolean {
  const [, token, key] = authorization.match(/^vapid t=([\w.-]+), ?k=([\w-]+)$/) ?? []
  if (!token || key !== publicKey) return false
  const [head, claims, signature] = token.split('.') as [string, string, string]
  const raw = Buffer.from(publicKey, 'base64url')
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: raw.subarray(1, 33).toString('base64url'),
    y: raw.subarray(33).toString('base64url'),
  }
  const pem = createPublicKey({ key: jwk, format: 'jwk' })
  const right = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: pem, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return right && JSON.parse(Buffer.from(claims, 'base64url').toString()).aud === origin
}

function decrypt(body: Buffer, { ecdh, auth }: Subscription): string {
  const salt = body.subarray(0, 16)
  const theirs = body.subarray(21, 21 + body[20]!)
  const cipher = body.subarray(21 + body[20]!)
  const derive = (secret: Buffer, with_: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, with_, info, length))
  const shared = ecdh.computeSecret(theirs)
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs])
  const secret = derive(shared, Buffer.from(auth, 'base64url'), about, 32)
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const opened = createDecipheriv('aes-128-gcm', key, nonce)
  opened.setAuthTag(cipher.subarray(-16))
  const plain = Buffer.concat([opened.update(cipher.subarray(0, -16)), opened.final()])
  // One record: padding is a 2 and zeros at the end.
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
}
