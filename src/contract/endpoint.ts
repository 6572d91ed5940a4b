import type { z } from 'zod'
import type { Permission } from '../domain/accounts/permissions.ts'

/** Who may call: a permission of the table, anybody signed in, or anybody at all. */
export type Access = Permission | 'signed_in' | 'public'

/** One endpoint of the HTTP API as data. Paths are relative to `/api`; `{name}` stands for a path parameter. */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly name: string
  readonly summary: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly access: Access
  /** Wants a fresh proof of who asks, all of the time or by what is asked (see domain/accounts/dangerous.ts). */
  readonly fresh?: boolean
  /** Open to those who still have to set up the second step that their workspace asks for. */
  readonly beforeTwoStep?: boolean
  /** For what is open to everybody signed in: the scope by which a program's token may call it too. */
  readonly tokens?: Permission
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** Absent: the reply is empty (204). */
  readonly reply?: Reply
}

/** Declares an endpoint; gives back exactly what it got, with its types. */
export function endpoint<
  Params extends z.ZodType = z.ZodNever,
  Query extends z.ZodType = z.ZodNever,
  Body extends z.ZodType = z.ZodNever,
  Reply extends z.ZodType = z.ZodNever,
>(e: Endpoint<Params, Query, Body, Reply>): Endpoint<Params, Query, Body, Reply> {
  return e
}

type Part<Name extends string, T extends z.ZodType, Side> = [T] extends [z.ZodNever]
  ? unknown
  : { [K in Name]: Side extends 'in' ? z.input<T> : z.output<T> }

type Query<T extends z.ZodType, Side> = [T] extends [z.ZodNever]
  ? unknown
  : Side extends 'in'
    ? { query?: z.input<T> }
    : { query: z.output<T> }

/** What a caller hands to an endpoint (`in`; every query has defaults), or what its handler gets (`out`). */
export type InputOf<E, Side extends 'in' | 'out' = 'in'> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', P, Side> & Query<Q, Side> & Part<'body', B, Side>
    : never

/** What an endpoint answers. */
export type ReplyOf<E> =
  E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R>
    ? [R] extends [z.ZodNever]
      ? // biome-ignore lint/suspicious/noConfusingVoidType: what an act without a reply resolves to
        void
      : z.output<R>
    : never
