import { createHmac, timingSafeEqual } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const MAC_BYTES = 9
const LONGEST_LOCAL_PART = 64

/**
 * A token that ties an address to a conversation: the id (a UUID) and 72 bits of HMAC-SHA-256 over it and the mailbox's
 * address, as 40 lower-case letters and digits, so that it survives programs that change the case of an address.
 */
export function replyToken(id: string, mailbox: string, secret: Uint8Array): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  if (bytes.length !== 16) throw new TypeError('a reply token needs a UUID')
  return base32(Buffer.concat([bytes, macOf(bytes, mailbox, secret)]))
}

/** The id in a token, or null when the token is not one of ours for this mailbox. */
export function readReplyToken(token: string, mailbox: string, secret: Uint8Array): string | null {
  const bytes = unbase32(token.toLowerCase())
  if (bytes?.length !== 16 + MAC_BYTES) return null
  const id = bytes.subarray(0, 16)
  if (!timingSafeEqual(bytes.subarray(16), macOf(id, mailbox, secret))) return null
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The mailbox's address with the token as its plus part (`inbox+<token>@…`), or null when it would be too long. */
export function replyAddress(mailbox: string, id: string, secret: Uint8Array): string | null {
  const { local, domain } = partsOf(mailbox)
  const whole = `${local}+${replyToken(id, mailbox, secret)}`
  return whole.length > LONGEST_LOCAL_PART ? null : `${whole}@${domain}`
}

/** The id an address carries for this mailbox, or null: another address, no token, a forged one. */
export function readReplyAddress(address: string, mailbox: string, secret: Uint8Array): string | null {
  const given = partsOf(address)
  const own = partsOf(mailbox)
  if (given.domain !== own.domain || !given.local.startsWith(`${own.local}+`)) return null
  return readReplyToken(given.local.slice(own.local.length + 1), mailbox, secret)
}

function macOf(id: Uint8Array, mailbox: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret)
    .update('servus reply address\0')
    .update(mailbox.trim().toLowerCase())
    .update('\0')
    .update(id)
    .digest()
    .subarray(0, MAC_BYTES)
}

function partsOf(address: string): { local: string; domain: string } {
  const whole = address.trim().toLowerCase()
  const at = whole.lastIndexOf('@')
  return { local: whole.slice(0, at), domain: whole.slice(at + 1) }
}

function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

function unbase32(text: string): Buffer | null {
  if (!/^[a-z2-7]{40}$/.test(text)) return null
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
