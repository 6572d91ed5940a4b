import type { readCustomerPage } from '../../contract/contact.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { type ComesFirst, comesFirst } from '../../domain/promises/comes-first.ts'

export type CustomerPage = ReplyOf<typeof readCustomerPage>
export type PromisedThing = CustomerPage['promises'][number]
export type Talk = CustomerPage['conversations'][number]

/** Tells whether a promise is still to be kept. */
export function isOpen(promise: PromisedThing): boolean {
  return promise.state === 'open' || promise.state === 'due_soon' || promise.state === 'overdue'
}

/** What they wait for first: the promise itself, or the next word they were told of. */
export function firstOf(promise: PromisedThing): ComesFirst {
  return comesFirst(promise, promise.state === 'overdue')
}
