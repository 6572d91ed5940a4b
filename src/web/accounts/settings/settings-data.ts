import type { listMembers } from '../../../contract/accounts.ts'
import type { listForms, listMailboxes } from '../../../contract/channels.ts'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { Session } from '../../shell/session.tsx'

export type Member = ReplyOf<typeof listMembers>['items'][number]
export type Team = Session['teams'][number]
export type Mailbox = ReplyOf<typeof listMailboxes>['items'][number]
export type WebForm = ReplyOf<typeof listForms>['items'][number]
