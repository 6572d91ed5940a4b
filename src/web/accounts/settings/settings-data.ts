import type { listMembers } from '../../../contract/accounts.ts'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listForms } from '../../../contract/forms.ts'
import type { listMailApps } from '../../../contract/mail-sign-in.ts'
import type { listMailboxes } from '../../../contract/mailboxes.ts'
import type { Session } from '../../shell/session.tsx'

export type Member = ReplyOf<typeof listMembers>['items'][number]
export type Team = Session['teams'][number]
export type Mailbox = ReplyOf<typeof listMailboxes>['items'][number]
export type MailApp = ReplyOf<typeof listMailApps>['items'][number]
export type WebForm = ReplyOf<typeof listForms>['items'][number]
