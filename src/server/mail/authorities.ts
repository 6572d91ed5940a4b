import { X509Certificate } from 'node:crypto'
import { type Refusal, refuse } from '../../domain/shared/refusal.ts'

const CERTIFICATES =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g
/** The mark of the key an authority signs by (RFC 5280 §4.2.1.2), as it stands in a certificate. */
const KEY_MARK = Buffer.from('0603551d0e', 'hex')

/**
 * Why certificates (PEM) cannot be trusted as they stand; null if they can. What is no certificate would be passed over in silence; of
 * different authorities of one name without marks of their keys the first alone is tried. `field` is how the input calls them.
 */
export function troubleWithAuthorities(pem: string, field: string): Refusal | null {
  const blocks = pem.match(CERTIFICATES) ?? []
  const found = blocks.map(read).filter((one) => one !== null)
  const rest = pem.replace(CERTIFICATES, '')
  if (found.length === 0 || found.length < blocks.length || rest.includes('-----BEGIN'))
    return refuse('authority_unreadable', { field })
  const alike = found.find((one) => found.some((other) => areAlike(one, other)))
  return alike ? refuse('authorities_alike', { field, values: { name: nameOf(alike) } }) : null
}

function read(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block)
  } catch {
    return null
  }
}

function areAlike(one: X509Certificate, other: X509Certificate): boolean {
  const marked = one.raw.includes(KEY_MARK) && other.raw.includes(KEY_MARK)
  return one.subject === other.subject && !marked && !one.publicKey.equals(other.publicKey)
}

function nameOf({ subject }: X509Certificate): string {
  return /^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')
}
