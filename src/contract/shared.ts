import { z } from 'zod'
import type { Id } from '../domain/shared/ids.ts'
import type { Instant, LocalDate } from '../domain/shared/time.ts'

/** An id of the given kind, as it travels. */
export function id<Kind extends string>(kind: Kind) {
  return z
    .uuid()
    .transform((s) => s.toLowerCase() as Id<Kind>)
    .meta({ description: `id of a ${kind}` })
}

/** An id as a reply shows it. */
export function shownId<Kind extends string>(_kind: Kind) {
  return z.string() as unknown as z.ZodType<Id<Kind>, Id<Kind>>
}

/** An instant as it comes in: any ISO 8601 with an offset, made canonical (UTC, milliseconds). */
export const instantIn = z.iso
  .datetime({ offset: true })
  .transform((s) => new Date(s).toISOString() as Instant)
  .meta({ description: 'an instant, ISO 8601 with offset' })

/** An instant as a reply shows it: UTC with milliseconds. */
export const instant = z.string() as unknown as z.ZodType<Instant, Instant>
export const localDate = z.string() as unknown as z.ZodType<LocalDate, LocalDate>

/** Trimmed text of a length. */
export function text(max: number, min = 1) {
  return z.string().trim().min(min).max(max)
}

/** Paging by keyset: hand `next` of one page to `after` of the next. */
export const pageQuery = {
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
}

/** A page of a list; `next` is null on the last one. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** The form of every "no" (RFC 9457 problem details). */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    field: z.string().optional(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

/** Of a member, what stands beside a deed. */
export const memberRef = z.object({ id: shownId('member'), name: z.string() })
/** Of a person served, what stands in a line. */
export const personRef = z.object({ id: shownId('person'), name: z.string() })
