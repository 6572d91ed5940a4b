import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { REFUSALS, type Refusal, refuse } from '../../domain/shared/refusal.ts'
import en from '../../words/en.json' with { type: 'json' }

const sentences = en.refusal as Record<string, string>

/** After how long one who came too often may look again, where nothing better is known (seconds). */
export const RETRY_AFTER = 60

/** The reply to a refusal: RFC 9457 problem details, with the sentence people read and the field it is about. */
export function problemReply(
  c: Context,
  refusal: Refusal,
  more: { errors?: { field: string; message: string }[]; retryAfter?: number } = {},
): Response {
  const status = REFUSALS[refusal.refused]
  const body = {
    type: `urn:servus:problem:${refusal.refused}`,
    title: sentence(refusal),
    status,
    code: refusal.refused,
    ...(refusal.field ? { field: refusal.field } : {}),
    ...(refusal.values ? { values: refusal.values } : {}),
    ...(more.errors ? { errors: more.errors } : {}),
  }
  const wait = more.retryAfter ?? (status === 429 ? RETRY_AFTER : null)
  return c.json(body, status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    ...(wait === null ? {} : { 'retry-after': String(wait) }),
  })
}

/** The reply to input that does not fit the contract: each field with what is wrong with it. */
export function invalidReply(c: Context, error: z.core.$ZodError): Response {
  const errors = error.issues.map((i) => ({ field: i.path.join('.'), message: i.message }))
  return problemReply(c, refuse('invalid_input', errors[0] ? { field: errors[0].field } : {}), { errors })
}

function sentence(refusal: Refusal): string {
  const words = sentences[refusal.refused] ?? refusal.refused
  return words.replace(/\{(\w+)[^}]*\}/g, (all, name) => String(refusal.values?.[name] ?? all))
}
