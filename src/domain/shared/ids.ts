/** A UUIDv7 string, branded by what it names. Ids are made in code (`server/db/ids.ts`) and handed in. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

export type WorkspaceId = Id<'workspace'>
export type SiteId = Id<'site'>
export type TeamId = Id<'team'>
export type MemberId = Id<'member'>
export type PersonId = Id<'person'>
export type HandleId = Id<'handle'>
export type HouseholdId = Id<'household'>
export type OrganisationId = Id<'organisation'>
export type ThingId = Id<'thing'>
export type ConversationId = Id<'conversation'>
export type MessageId = Id<'message'>
export type NeedId = Id<'need'>
export type HandoverId = Id<'handover'>
export type MailboxId = Id<'mailbox'>
export type PromiseId = Id<'promise'>
export type TagId = Id<'tag'>
export type InboxViewId = Id<'inbox_view'>
export type SavedReplyId = Id<'saved_reply'>
export type EventId = Id<'event'>
