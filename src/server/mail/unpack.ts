import { kept } from '../../words/kept.ts'
import { readCms } from './cms.ts'
import { type MimePart, readMimeTree } from './mime-tree.ts'
import { isTnefPart, unpackTnef } from './tnef.ts'

/** Signed or encrypted, and by what; said of a message, never checked here. */
export type Seal = 'smime_signed' | 'smime_encrypted' | 'pgp_signed' | 'pgp_encrypted'

type Findings = { seal: Seal | null; hasWords: boolean; readonly problems: string[] }

/**
 * Opens the containers in which programs wrap a message: `winmail.dat` gives its files (and its words, where there are none
 * else), an S/MIME part that carries what it signed gives that. What cannot be opened stays as a file and is named.
 */
export async function unpack(
  root: MimePart,
): Promise<{ root: MimePart; seal: Seal | null; problems: readonly string[] }> {
  const found: Findings = { seal: null, hasWords: hasWords(root), problems: [] }
  const opened = await open(root, found, 0)
  return { root: opened, seal: found.seal, problems: found.problems }
}

/** The seal of a text in which PGP stands inline. */
export function sealIn(text: string): Seal | null {
  const begins = /^-----BEGIN PGP (SIGNED )?MESSAGE-----[ \t]*$/m.exec(text)
  if (!begins) return null
  return begins[1] ? 'pgp_signed' : 'pgp_encrypted'
}

async function open(part: MimePart, found: Findings, depth: number): Promise<MimePart> {
  if (part.type === 'multipart/signed' || part.type === 'multipart/encrypted') {
    const byPgp =
      /pgp/i.test(part.params.protocol ?? '') || part.children.some(({ type }) => /pgp-/.test(type))
    seal(found, `${byPgp ? 'pgp' : 'smime'}_${part.type === 'multipart/signed' ? 'signed' : 'encrypted'}`)
  }
  if (isTnefPart(part)) return openTnef(part, found)
  if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type) && depth < 5)
    return await openCms(part, found, depth)
  if (part.children.length === 0) return part
  const children: MimePart[] = []
  for (const child of part.children) children.push(await open(child, found, depth))
  return { ...part, children }
}

function openTnef(part: MimePart, found: Findings): MimePart {
  const { bodies, files, whole } = unpackTnef(part.bytes)
  const asFile = whole && (bodies.length > 0 || files.length > 0) ? [] : [part]
  if (!whole) found.problems.push(kept('mail_tnef_cut'))
  const words = { ...part, type: 'multipart/alternative', bytes: new Uint8Array(), children: bodies }
  const children = [...(found.hasWords ? [] : [words]), ...files, ...asFile]
  return { ...part, type: 'multipart/mixed', filename: null, bytes: new Uint8Array(), children }
}

async function openCms(part: MimePart, found: Findings, depth: number): Promise<MimePart> {
  const cms = readCms(part.bytes)
  const said = part.params['smime-type']?.toLowerCase()
  const kind = cms?.kind ?? (said === 'signed-data' ? 'signed' : 'encrypted')
  seal(found, `smime_${kind}`)
  if (cms?.kind !== 'signed' || cms.content === null) return part
  const inner = await readMimeTree(cms.content).catch(() => null)
  if (inner === null) {
    found.problems.push(kept('mail_signed_unread'))
    return part
  }
  found.problems.push(...inner.problems)
  return await open(inner.root, found, depth + 1)
}

/** Encrypted says more than signed. */
function seal(found: Findings, seal: Seal): void {
  if (!found.seal?.endsWith('encrypted')) found.seal = seal
}

function hasWords(part: MimePart): boolean {
  if (part.children.length > 0) return part.children.some(hasWords)
  const isBody = /^text\/(?:plain|html)$/.test(part.type) && part.disposition !== 'attachment'
  return (
    isBody &&
    /[^\s\u00a0]/.test(
      Buffer.from(part.bytes.subarray(0, 10_000))
        .toString('latin1')
        .replace(/<[^<>]*>/g, ''),
    )
  )
}
