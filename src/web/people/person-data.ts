import type { ReplyOf } from '../../contract/endpoint.ts'
import type { readPerson } from '../../contract/people.ts'

export type Person = ReplyOf<typeof readPerson>
export type PersonHandle = Person['handles'][number]
export type PersonThing = Person['things'][number]
export type PersonGroup = Person['households'][number] | Person['organisations'][number]
