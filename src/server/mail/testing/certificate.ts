import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A self-signed certificate for tests, and its key, both PEM. It is its own authority. */
export type TestCertificate = { readonly certPem: string; readonly keyPem: string }

/**
 * Makes one for `localhost` and 127.0.0.1, or for another name, without any program on the machine. Valid from 2020 until 2049, or
 * until the given day (`YYMMDD`).
 */
export function makeCertificate({
  name = 'localhost',
  ip = '127.0.0.1',
  until = '491231',
} = {}): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = seq(oid('1.2.840.10045.4.3.2'))
  const who = seq(set(seq(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))))
  const names = seq(der(0x82, Buffer.from(name)), der(0x87, Buffer.from(ip.split('.').map(Number))))
  const extensions = seq(
    seq(oid('2.5.29.19'), der(0x01, Buffer.from([0xff])), octets(seq(der(0x01, Buffer.from([0xff]))))),
    seq(oid('2.5.29.17'), octets(names)),
  )
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    who,
    seq(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from(`${until}235959Z`))),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), signed(body, privateKey)]))
  return {
    certPem: pem('CERTIFICATE', seq(body, ecdsaWithSha256, signature)),
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

function signed(bytes: Buffer, key: KeyObject): Buffer {
  return sign('sha256', bytes, createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })))
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function seq(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return der(0x31, Buffer.concat(parts))
}

function octets(content: Buffer): Buffer {
  return der(0x04, content)
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const number of rest) {
    const seven = [number & 127]
    for (let left = number >> 7; left > 0; left >>= 7) seven.unshift((left & 127) | 128)
    bytes.push(...seven)
  }
  return der(0x06, Buffer.from(bytes))
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
