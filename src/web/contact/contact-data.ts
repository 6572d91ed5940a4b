import type { readContact } from '../../contract/door.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'

export type ContactWith = ReplyOf<typeof readContact>
