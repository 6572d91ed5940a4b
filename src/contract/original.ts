import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './shared.ts'

const original = z.object({
  size: z.number(),
  /** The header fields in their order, read as people read them. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** More header fields than are shown. */
  headersCut: z.boolean(),
  /** The way it came, the first server first. */
  path: z.array(z.object({ from: z.string(), by: z.string(), at: z.string().nullable() })),
  /** What the servers on its way say of its sender (`Authentication-Results`), the last one first. */
  authentication: z.array(
    z.object({
      server: z.string(),
      results: z.array(z.object({ method: z.string(), result: z.string(), about: z.string() })),
    }),
  ),
  /** A part of the source as text; `next`: where the following part begins, null at the end. */
  source: z.object({ text: z.string(), from: z.number(), next: z.number().nullable() }),
  rawUrl: z.string(),
})
const query = z.object({ from: z.coerce.number().int().min(0).optional() })

export const readOriginal = endpoint({
  name: 'readOriginal',
  summary: 'A message as it came: its header, the way it came, and its source part by part',
  method: 'get',
  path: '/messages/{messageId}/original',
  access: 'conversations.read',
  params: z.object({ messageId: id('message') }),
  query,
  reply: original,
})
export const readReceiptOriginal = endpoint({
  name: 'readReceiptOriginal',
  summary: 'The same of a line of the receipt book',
  method: 'get',
  path: '/inbound-mails/{inboundId}/original',
  access: 'conversations.read',
  params: z.object({ inboundId: id('inbound') }),
  query,
  reply: original,
})
