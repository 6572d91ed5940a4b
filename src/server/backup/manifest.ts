import { z } from 'zod'

/** Where the manifest stands in the archive: last, because it tells of everything before it. */
export const MANIFEST = 'manifest.json'
/** Where the installation's secret stands, if it is inside. */
export const SECRET = 'secret'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-zA-Z_][\w.]*$/)

const manifest = z.object({
  format: z.literal(1),
  servus: z.string(),
  postgres: z.string(),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256 })),
  /** In the order in which they stand in the archive; `size` in bytes of PostgreSQL's COPY text, `sha256` over all of it. */
  tables: z.array(
    z.object({
      name,
      columns: z.array(z.string().regex(/^\w+$/)),
      rows: z.int(),
      size: z.int(),
      sha256,
    }),
  ),
  /** `sha256` is over their names (each the hash of its content), a line each, in the order of the archive. */
  blobs: z.object({ count: z.int(), size: z.int(), sha256, damaged: z.array(sha256) }),
  /** `mark` tells whether two installations have the same secret, and nothing else. */
  secret: z.object({ inside: z.boolean(), mark: z.string() }),
})

/** What a backup says of itself. */
export type Manifest = z.infer<typeof manifest>
export type TableFacts = Manifest['tables'][number]

/** Reads a manifest. @throws Error with one sentence if this program cannot know it. */
export function parseManifest(text: string): Manifest {
  const raw = JSON.parse(text) as { format?: unknown }
  if (typeof raw.format === 'number' && raw.format > 1)
    throw new Error('it was made by a newer Servus: update Servus first')
  return manifest.parse(raw)
}
