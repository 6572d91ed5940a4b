import { z } from 'zod'
import { jobs, roles } from './accounts.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, instantIn, shownId, text } from './shared.ts'

const invitation = z.object({
  id: shownId('invitation'),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  job: z.enum(jobs),
  endsAt: instant.nullable(),
  expiresAt: instant,
  createdAt: instant,
})
export const listInvitations = endpoint({
  name: 'listInvitations',
  summary: 'Invitations not yet accepted',
  method: 'get',
  path: '/invitations',
  access: 'members.manage',
  reply: z.object({ items: z.array(invitation) }),
})
export const inviteMember = endpoint({
  name: 'inviteMember',
  summary: 'Invite somebody to serve here; the link goes by mail, and is shown to hand over in person',
  method: 'post',
  path: '/invitations',
  access: 'members.manage',
  fresh: true,
  body: z.object({
    email: z.email().max(254),
    name: text(200),
    role: z.enum(roles),
    job: z.enum(jobs),
    siteId: id('site'),
    endsAt: instantIn.nullable(),
  }),
  /** `queued`: a letter waits to leave; `mailed`: and as far as we know its server takes it. Else hand the link over. */
  reply: z.object({ invitation, url: z.string(), mailed: z.boolean(), queued: z.boolean() }),
})
export const revokeInvitation = endpoint({
  name: 'revokeInvitation',
  summary: 'Take an invitation back',
  method: 'post',
  path: '/invitations/{invitationId}/revoke',
  access: 'members.manage',
  params: z.object({ invitationId: id('invitation') }),
})
export const readInvitation = endpoint({
  name: 'readInvitation',
  summary: 'What an invitation link is for',
  method: 'get',
  path: '/invitations/by-token/{token}',
  access: 'public',
  params: z.object({ token: text(200) }),
  reply: z.object({
    workspaceName: z.string(),
    name: z.string(),
    email: z.string(),
    hasAccount: z.boolean(),
  }),
})
export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  summary: 'Join by an invitation link; somebody new chooses a password, somebody known gives theirs',
  method: 'post',
  path: '/invitations/by-token/{token}/accept',
  access: 'public',
  params: z.object({ token: text(200) }),
  body: z.object({ name: text(200), password: z.string().min(10).max(128) }),
  /** `codeNeeded`: they have two-step sign-in; the code comes next (`enterCode`). */
  reply: z.object({ workspaceId: shownId('workspace'), codeNeeded: z.boolean() }),
})
