import type { Page } from 'playwright-core'
import {
  chosen,
  inFilters,
  inPane,
  invite,
  later,
  makeToken,
  mergeWithTomas,
  press,
  pressThen,
  renewCodes,
  resetTwoStep,
} from './presses.ts'

/** Ids that exist in the houses of the run. */
export type OpenedIds = Readonly<Record<'talk' | 'closed' | 'person' | 'promise', string>>

/** Something that opens over a page: the file that renders it, and the presses that bring it up. */
export type Opening = {
  readonly name: string
  /** below `src/web`, without its ending */
  readonly from: string
  readonly open: (page: Page, phone: boolean) => Promise<unknown>
  /** only its own buttons close it: the page is opened anew after it */
  readonly firm?: true
  /** where it is laid out otherwise, or not at all, there is nothing to open */
  readonly only?: 'desktop' | 'phone'
}

/** What can be opened over one page. */
export type OverPage = {
  readonly at: string
  /** Ana of the demo; Olga, who leads a house of her own, and Tim of it, who has two-step sign-in */
  readonly who: 'ana' | 'olga' | 'tim'
  readonly path: string | ((ids: OpenedIds) => string)
  /** what stands there once it has come */
  readonly heading: string | RegExp
  readonly openings: readonly Opening[]
}

const CHOSEN = 'conversations/bulk/ChosenBar'
const HEAD = 'conversations/head'
const SET = 'accounts/settings'

/** Every dialog, menu, popover and sheet, by the page over which it opens. */
export const OVER_PAGES: readonly OverPage[] = [
  {
    at: 'today',
    who: 'ana',
    path: '/today',
    heading: 'Good morning, Ana',
    openings: [
      { name: 'call a person', from: 'today/CallButton', open: press(/^Call Priya/) },
      { name: 'notices', from: 'notices/NoticesSheet', open: press(/^Notices/) },
      { name: 'log a call', from: 'channels/CallDialog', open: press('Log a call') },
      { name: 'someone is here', from: 'channels/ArrivalCapture', open: press('Someone is here') },
      { name: 'keys', from: 'shell/KeysDialog', open: pressThen(/Ana Novak/, /^Keys/) },
      { name: 'palette', from: 'shell/CommandPalette', open: press(/^Search/) },
      { name: 'member', from: 'shell/MemberMenu', open: press(/Ana Novak/) },
      { name: 'demo', from: 'demo/DemoBar', open: press('Turn the clock otherwise') },
    ],
  },
  {
    at: 'conversation',
    who: 'ana',
    path: (ids) => `/conversations/${ids.talk}`,
    heading: /^We will be five/,
    openings: [
      { name: 'assign', from: `${HEAD}/AssignMenu`, open: press('You have it') },
      { name: 'snooze', from: `${HEAD}/SnoozePopover`, open: press('Snooze until') },
      { name: 'tags', from: `${HEAD}/TagPopover`, open: press('Tags') },
      { name: 'more', from: `${HEAD}/MoreMenu`, open: press('More') },
      { name: 'hand over', from: `${HEAD}/HandoverDialog`, open: pressThen('You have it', /take over/) },
      { name: 'subject', from: `${HEAD}/SubjectDialog`, open: pressThen('More', 'Change the subject') },
      { name: 'whose', from: `${HEAD}/WhoseDialog`, open: pressThen('More', 'Whose conversation is it?') },
      { name: 'split', from: `${HEAD}/SplitDialog`, open: pressThen('More', 'Split off messages') },
      {
        name: 'file elsewhere',
        from: 'conversations/refile/RefileDialog',
        open: pressThen('More', 'File messages elsewhere'),
      },
      { name: 'merge', from: 'conversations/merge/MergeDialog', open: pressThen('More', /^Merge/) },
      { name: 'ask', from: 'promises/AskForm', open: pressThen('More', 'Ask a colleague') },
      { name: 'mistake', from: 'promises/MistakeDialog', open: pressThen('More', /mistake/i) },
      {
        name: 'amends',
        from: 'goodwill/recovery/CaseDialog',
        open: pressThen('More', /^Make amends/),
      },
      {
        name: 'what kept us from helping',
        from: 'goodwill/friction/FrictionDialog',
        open: pressThen('More', /^What kept us/),
      },
    ],
  },
  {
    at: 'conversation, whom it is with and the composer',
    who: 'ana',
    path: (ids) => `/conversations/${ids.talk}`,
    heading: /^We will be five/,
    openings: [
      { name: 'promise', from: 'promises/PromiseDialog', open: inPane(press('Promise')) },
      { name: 'a need', from: 'conversations/person/NeedItem', open: inPane(press(/a warm place to wait/)) },
      {
        name: 'cannot',
        from: 'conversations/person/CannotDialog',
        open: inPane(pressThen(/a warm place to wait/, 'We cannot…')),
      },
      {
        name: 'the person on a phone',
        from: 'conversations/InboxPage',
        open: press('Show or hide the person'),
        only: 'phone',
      },
      { name: 'send later', from: 'conversations/composer/SendLater', open: later },
      { name: 'saved replies', from: 'conversations/replies/PickReply', open: press('Saved replies') },
    ],
  },
  {
    at: 'closed conversation',
    who: 'ana',
    path: (ids) => `/conversations/${ids.closed}`,
    heading: 'Third van, same rattle',
    openings: [
      {
        name: 'next contact',
        from: 'conversations/NextContactDialog',
        open: press('Something to look forward to…'),
      },
    ],
  },
  {
    at: 'inbox',
    who: 'ana',
    path: '/inbox/all?only=channel:page,phone,walk_in',
    heading: 'All conversations',
    openings: [
      {
        name: 'new conversation',
        from: 'conversations/NewConversationDialog',
        open: press('New conversation'),
      },
      { name: 'narrow', from: 'conversations/views/FilterBar', open: press('Narrow') },
      { name: 'what narrows', from: 'conversations/views/FilterBar', open: press(/^How it came: /) },
      { name: 'keep a view', from: 'conversations/views/ViewDialog', open: press('Keep as a view') },
    ],
  },
  {
    at: 'inbox, chosen',
    who: 'ana',
    path: '/inbox/all',
    heading: 'All conversations',
    openings: [
      { name: 'snooze', from: CHOSEN, open: chosen(press('Snooze what is chosen')), firm: true },
      { name: 'assign', from: CHOSEN, open: chosen(press('Give what is chosen to…')), firm: true },
      { name: 'tag', from: CHOSEN, open: chosen(press('Tag what is chosen')), firm: true },
      {
        name: 'hand over',
        from: 'conversations/bulk/HandoverChosen',
        open: chosen(pressThen('Give what is chosen to…', /take over/)),
      },
    ],
  },
  {
    at: 'counter',
    who: 'ana',
    path: '/counter',
    heading: 'Being served',
    openings: [
      { name: 'more of somebody here', from: 'channels/ArrivalMenu', open: press('More for Giulia Verdi') },
      {
        name: 'who is it',
        from: 'channels/WhoDialog',
        open: pressThen('More for Giulia Verdi', 'Note'),
      },
      { name: 'make it right', from: 'goodwill/give/GiveDialog', open: press('Make it right…') },
    ],
  },
  {
    at: 'promises',
    who: 'ana',
    path: '/promises?of=all',
    heading: 'Promises',
    openings: [
      {
        name: 'who keeps them',
        from: 'promises/PromiseFilters',
        open: press(/^Who keeps them/),
        only: 'desktop',
      },
      {
        name: 'filters',
        from: 'promises/PromiseFilters',
        open: press(/^Which promises/),
        only: 'phone',
      },
      { name: 'no news', from: 'promises/UpdateDialog', open: press('No news yet…') },
      { name: 'hand several over', from: 'promises/HandOverBar', open: chosen(press(/^Hand over to/)) },
    ],
  },
  {
    at: 'promise',
    who: 'ana',
    path: (ids) => `/promises/${ids.promise}`,
    heading: /gearbox/,
    openings: [
      { name: 'in other hands', from: 'promises/PromiseActs', open: press('You have it') },
      { name: 'not to be kept', from: 'promises/PromiseActs', open: press('Not to be kept…') },
      { name: 'a new date', from: 'promises/MoveDialog', open: press('Agree a new date') },
      {
        name: 'why broken',
        from: 'promises/ReasonDialog',
        open: pressThen('Not to be kept…', /cannot|broken|keep/i),
      },
    ],
  },
  {
    at: 'asks',
    who: 'olga',
    path: '/promises?made=colleagues',
    heading: 'Promises',
    openings: [{ name: 'ask somebody else', from: 'promises/PassDialog', open: press('Ask somebody else…') }],
  },
  {
    at: 'person',
    who: 'ana',
    path: (ids) => `/people/${ids.person}`,
    heading: 'Marta Okafor',
    openings: [
      { name: 'more', from: 'people/PersonPage', open: press('More') },
      { name: 'merge with', from: 'people/merge/MergeWith', open: press('Merge with …') },
      { name: 'merge preview', from: 'people/merge/MergePreview', open: mergeWithTomas },
      {
        name: 'shared address',
        from: 'people/merge/ShareHandle',
        open: press(/belongs to somebody else too/),
      },
      { name: 'a thing', from: 'people/ThingDialog', open: press('Add a thing') },
    ],
  },
  {
    at: 'people',
    who: 'ana',
    path: '/people',
    heading: 'People',
    openings: [{ name: 'a new person', from: 'people/AddPersonDialog', open: press('Add a person') }],
  },
  {
    at: 'search',
    who: 'ana',
    path: '/search?q=gearbox',
    heading: 'Conversations',
    openings: [
      { name: 'filters', from: 'search/SearchPage', open: press(/^Filters/), only: 'phone' },
      ...(['From', 'Whose', 'How it came', 'State', 'When', 'Tag'] as const).map((name) => ({
        name: `filter: ${name}`,
        from: 'search/Filters',
        open: inFilters(press(name)),
      })),
    ],
  },
  {
    at: 'settings: replies',
    who: 'ana',
    path: '/settings/replies',
    heading: 'Saved replies',
    openings: [
      {
        name: 'a saved reply',
        from: 'conversations/replies/SavedReplyDialog',
        open: press('Write a saved reply'),
      },
      {
        name: 'its blanks',
        from: 'conversations/replies/SavedReplyDialog',
        open: async (page) => {
          await press('Write a saved reply')(page)
          await press('Fill in…')(page)
        },
      },
      {
        name: 'its languages',
        from: 'conversations/replies/SavedReplyDialog',
        open: async (page) => {
          await press('Write a saved reply')(page)
          await press('Another language')(page)
        },
      },
    ],
  },
  {
    at: 'settings: members',
    who: 'ana',
    path: '/settings/members',
    heading: 'Members',
    openings: [
      { name: 'a member', from: `${SET}/MemberDialog`, open: press('Change Luis Ortega') },
      { name: 'invite', from: `${SET}/InviteDialog`, open: press('Invite somebody') },
      { name: 'invited', from: `${SET}/InviteDialog`, open: invite },
    ],
  },
  {
    at: 'settings: teams',
    who: 'ana',
    path: '/settings/teams',
    heading: 'Teams',
    openings: [{ name: 'a team', from: `${SET}/TeamDialog`, open: press('Add a team') }],
  },
  {
    at: 'settings: tags',
    who: 'ana',
    path: '/settings/tags',
    heading: 'Tags',
    openings: [{ name: 'a tag', from: `${SET}/TagDialog`, open: press('Change Rare animals') }],
  },
  {
    at: 'settings: forms',
    who: 'ana',
    path: '/settings/forms',
    heading: 'Web forms',
    openings: [{ name: 'a form', from: `${SET}/WebFormDialog`, open: press('Add a web form') }],
  },
  {
    at: 'what we learn',
    who: 'ana',
    path: '/goodwill/learn',
    heading: 'Goodwill',
    openings: [
      { name: 'three questions', from: 'goodwill/learn/LookDialog', open: press(/^Look at it…/) },
      { name: 'who mends it', from: 'goodwill/learn/GiveCauseDialog', open: press(/^Somebody else…/) },
      { name: 'how it was mended', from: 'promises/ReasonDialog', open: press(/^It is mended…/) },
    ],
  },
  {
    at: 'settings: what we may decide',
    who: 'olga',
    path: '/settings/authority',
    heading: 'What we may decide',
    openings: [{ name: 'authority', from: 'goodwill/authority/GrantDialog', open: press('Give authority…') }],
  },
  {
    at: 'settings: tokens',
    who: 'olga',
    path: '/settings/tokens',
    heading: 'API tokens',
    openings: [
      { name: 'a token', from: `${SET}/TokenDialog`, open: press('Make a token') },
      { name: 'the token made', from: `${SET}/TokenDialog`, open: makeToken, firm: true },
    ],
  },
  {
    at: 'settings: mailboxes',
    who: 'olga',
    path: '/settings/mailboxes',
    heading: 'Mailboxes',
    openings: [
      { name: 'a mailbox', from: `${SET}/MailboxDialog`, open: press('Connect a mailbox') },
      { name: 'how it sends', from: `${SET}/SendingDialog`, open: press(/^How it sends/) },
    ],
  },
  {
    at: 'settings: mail providers',
    who: 'olga',
    path: '/settings/providers',
    heading: 'Mail providers',
    openings: [{ name: 'a provider', from: `${SET}/ProviderDialog`, open: press('Set up Google') }],
  },
  {
    at: 'settings: me',
    who: 'olga',
    path: '/settings/me',
    heading: 'My signature',
    openings: [{ name: 'fill in', from: `${SET}/SignatureFields`, open: press('Fill in…') }],
  },
  {
    at: 'settings: members of a house of one’s own',
    who: 'olga',
    path: '/settings/members',
    heading: 'Members',
    openings: [
      { name: 'a link to hand over', from: `${SET}/AddressOf`, open: press(/^Link to hand over.*Tim/) },
      { name: 'two-step of a colleague', from: `${SET}/TwoStepOf`, open: resetTwoStep },
    ],
  },
  {
    at: 'settings: imports',
    who: 'olga',
    path: '/settings/imports',
    heading: 'Bring your history',
    openings: [{ name: 'folders', from: 'imports/FoldersDialog', open: press('Choose folders') }],
  },
  {
    at: 'promises among us',
    who: 'tim',
    path: '/promises?made=colleagues',
    heading: 'Promises',
    openings: [{ name: 'promise it', from: 'promises/AcceptDialog', open: press('Promise it…') }],
  },
  {
    at: 'settings: safety, with two-step',
    who: 'tim',
    path: '/settings/safety',
    heading: 'Safety',
    openings: [
      { name: 'switch off', from: `${SET}/SwitchOffDialog`, open: press('Switch off') },
      { name: 'new codes', from: `${SET}/RenewCodesDialog`, open: press('New recovery codes') },
      { name: 'the new codes', from: `${SET}/RenewCodesDialog`, open: renewCodes, firm: true },
    ],
  },
  {
    at: 'settings: safety',
    who: 'olga',
    path: '/settings/safety',
    heading: 'Safety',
    openings: [{ name: 'two-step', from: `${SET}/TwoStepPart`, open: press('Set it up') }],
  },
]

/**
 * What only opens once something happened that a journey of its own tells: that journey opens it, and looks at it in the light and in the
 * dark, wide and narrow.
 */
export const OPENED_IN_THEIR_JOURNEY: Readonly<Record<string, string>> = {
  'channels/original/OriginalDialog': 'receipts.spec.ts',
  'channels/junk/CatchesDialog': 'junk.spec.ts',
  'goodwill/give/GivenLine': 'goodwill-give.spec.ts',
  'goodwill/give/RefuseDialog': 'goodwill-give.spec.ts',
  'goodwill/give/ReverseDialog': 'goodwill-give.spec.ts',
  'conversations/junk/PromisedDialog': 'junk.spec.ts',
  'accounts/ConfirmDialog': 'safety.spec.ts',
  'channels/ExpectedMenu': 'today.spec.ts',
  'channels/look-back/ConfirmDialog': 'look-back.spec.ts',
  'conversations/waiting/WaitingDialog': 'offline.spec.ts',
  'goodwill/authority/EndDialog': 'authority.spec.ts',
  'goodwill/friction/RuleDialog': 'friction.spec.ts',
  'goodwill/friction/RuleItem': 'friction.spec.ts',
  'imports/UndoImport': 'imports.spec.ts',
  'promises/StandInDialog': 'ledger.spec.ts',
  'shell/SomebodyElseDialog': 'left-window.spec.ts',
}
