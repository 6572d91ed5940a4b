import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The installation's one secret; every key and password of ours is derived from it by purpose. */
export type Secret = { readonly key: (purpose: string) => Buffer; readonly hex: string }

/**
 * Loads the secret from the configuration, or from `DATA_DIR/secret` (made at the first start, readable by its owner only).
 * @throws Error with one sentence if the file is damaged or may not be read.
 */
export function loadSecret(dataDir: string, fromEnv: string | null): Secret {
  if (fromEnv) return secretFrom(fromEnv)
  const file = join(dataDir, 'secret')
  try {
    return secretFrom(read(file) ?? make(file))
  } catch (e) {
    const { code } = e as NodeJS.ErrnoException
    if (!code) throw e
    throw new Error(`${file} may not be read (${code}): start as the user it belongs to.`)
  }
}

/** The secret that lies in a file; null if there is none. @throws Error with one sentence if it is damaged. */
function read(file: string): string | null {
  try {
    const hex = readFileSync(file, 'utf8').trim()
    if (/^[0-9a-f]{64}$/.test(hex)) return hex
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw e
  }
  throw new Error(`${file} is damaged: bring it back from a backup, or set SERVUS_SECRET.`)
}

// Written aside, synced and linked: whole or absent, and of two who make it at once both use the first.
function make(file: string): string {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e
  } finally {
    rmSync(draft, { force: true })
  }
  return read(file)!
}

/** Makes a secret from 64 hex digits. */
export function secretFrom(hex: string): Secret {
  return { hex, key: (purpose) => createHmac('sha256', Buffer.from(hex, 'hex')).update(purpose).digest() }
}

/** Encrypts text at rest (AES-256-GCM): 12 bytes nonce, 16 bytes tag, the rest. `about` binds it to its row. */
export function seal(secret: Secret, about: string, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret.key('seal'), nonce).setAAD(Buffer.from(about))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Opens what `seal` closed. @throws Error if it was changed, moved to another row, or sealed under another secret. */
export function unseal(secret: Secret, about: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', secret.key('seal'), sealed.subarray(0, 12))
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}

/** A signature (base64url, 128 bits) over parts, for links and reply addresses. */
export function sign(secret: Secret, purpose: string, ...parts: string[]): string {
  const mac = createHmac('sha256', secret.key(purpose)).update(JSON.stringify(parts)).digest()
  return mac.subarray(0, 16).toString('base64url')
}

/** Tells in constant time whether a signature is right. */
export function isSigned(signature: string, secret: Secret, purpose: string, ...parts: string[]): boolean {
  const wanted = Buffer.from(sign(secret, purpose, ...parts))
  const given = Buffer.from(signature)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** A fresh unguessable token (base64url, 192 bits). */
export function newToken(): string {
  return randomBytes(24).toString('base64url')
}

/** What is stored of a token: its SHA-256 in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Tells whether two installations have the same secret, without telling it (16 hex digits). */
export function secretMark(secret: Secret): string {
  return secret.key('mark').toString('hex').slice(0, 16)
}
