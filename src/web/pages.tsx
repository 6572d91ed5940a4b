import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { forgetRead } from './api/read-here.ts'
import { readPromiseSearch } from './promises/filter.ts'
import { readAddress, writeAddress } from './shell/address.ts'
import { fetchCode } from './shell/fetch-code.ts'
import { fetchLateWords } from './shell/late-words.ts'
import { AppError, NotFound, NowhereAtAll, PagePending, RouteError } from './shell/RouteStates.tsx'
import { StaffLayout } from './shell/StaffLayout.tsx'
import { type SessionReply, sessionQuery } from './shell/session.tsx'
import type { ShellSource } from './shell/source.ts'

/** What every page can reach before it is drawn. */
export type PageContext = { source: ShellSource; queryClient: QueryClient }

const root = createRootRouteWithContext<PageContext>()({ component: Outlet, notFoundComponent: NowhereAtAll })

// --- before one is signed in -------------------------------------------------------------------------------------------

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string; step?: string } => ({
    ...text(search, 'to'),
    ...text(search, 'step'),
  }),
  component: page(() => import('./accounts/SignInPage.tsx'), 'SignInPage'),
})
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>): { token?: string } => text(search, 'token'),
  component: pageWithWords(() => import('./accounts/SetupPage.tsx'), 'SetupPage'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: page(() => import('./accounts/InvitationPage.tsx'), 'InvitationPage'),
})
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: (search: Record<string, unknown>): { token?: string } => text(search, 'token'),
  component: page(() => import('./accounts/ResetPasswordPage.tsx'), 'ResetPasswordPage'),
})
const twoStep = createRoute({
  getParentRoute: () => root,
  path: '/two-step',
  validateSearch: (search: Record<string, unknown>): { to?: string } => text(search, 'to'),
  component: page(() => import('./accounts/TwoStepPage.tsx'), 'TwoStepPage'),
})
const newAddress = createRoute({
  getParentRoute: () => root,
  path: '/new-address',
  validateSearch: (search: Record<string, unknown>): { token?: string } => text(search, 'token'),
  beforeLoad: demandSession,
  component: page(() => import('./accounts/NewAddressPage.tsx'), 'NewAddressPage'),
})
const stopAddress = createRoute({
  getParentRoute: () => root,
  path: '/stop-address',
  validateSearch: (search: Record<string, unknown>): { token?: string } => text(search, 'token'),
  component: page(() => import('./accounts/StopAddressPage.tsx'), 'StopAddressPage'),
})

// --- for those who serve -------------------------------------------------------------------------------------------------

const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  component: StaffLayout,
  errorComponent: AppError,
  beforeLoad: demandSession,
})
const home = createRoute({
  getParentRoute: () => staff,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ href: `/${context.session.firstScreen.replace(/^\//, '')}`, replace: true })
  },
})
const today = createRoute({
  getParentRoute: () => staff,
  path: '/today',
  validateSearch: (search: Record<string, unknown>): { view?: 'ahead' } =>
    search.view === 'ahead' ? { view: 'ahead' } : {},
  component: page(() => import('./today/TodayPage.tsx'), 'TodayPage'),
})

/** The list of conversations stays where it is while one after the other is opened beside it. */
const inbox = createRoute({
  getParentRoute: () => staff,
  id: 'inbox',
  component: page(() => import('./conversations/InboxPage.tsx'), 'InboxPage'),
})
const inboxStart = createRoute({ getParentRoute: () => inbox, path: '/inbox' })
const newConversation = createRoute({
  getParentRoute: () => inbox,
  path: '/inbox/new',
  validateSearch: (search: Record<string, unknown>): { person?: string } => text(search, 'person'),
  component: page(() => import('./conversations/NewConversationPage.tsx'), 'NewConversationPage'),
})
const inboxView = createRoute({
  getParentRoute: () => inbox,
  path: '/inbox/$view',
  validateSearch: (search: Record<string, unknown>): { only?: string } => text(search, 'only'),
})
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '/conversations/$id',
  staticData: { thumbs: false },
  validateSearch: (search: Record<string, unknown>): { view?: string; only?: string } => ({
    ...text(search, 'view'),
    ...text(search, 'only'),
  }),
  component: page(() => import('./conversations/ConversationPage.tsx'), 'ConversationPage'),
})

const plannedReplies = createRoute({
  getParentRoute: () => staff,
  path: '/planned',
  component: page(() => import('./conversations/PlannedPage.tsx'), 'PlannedPage'),
})
const junkMail = createRoute({
  getParentRoute: () => staff,
  path: '/junk',
  component: page(() => import('./channels/junk/JunkPage.tsx'), 'JunkPage'),
})
const counter = createRoute({
  getParentRoute: () => staff,
  path: '/counter',
  component: page(() => import('./channels/CounterPage.tsx'), 'CounterPage'),
})
const promises = createRoute({
  getParentRoute: () => staff,
  path: '/promises',
  validateSearch: readPromiseSearch,
  component: page(() => import('./promises/PromisesPage.tsx'), 'PromisesPage'),
})
const promise = createRoute({
  getParentRoute: () => staff,
  path: '/promises/$id',
  component: page(() => import('./promises/PromisePage.tsx'), 'PromisePage'),
})
const handedPromises = createRoute({
  getParentRoute: () => staff,
  path: '/promises/handed',
  component: page(() => import('./promises/HandedPage.tsx'), 'HandedPage'),
})
const promisedEarlier = createRoute({
  getParentRoute: () => staff,
  path: '/promises/earlier/$mailboxId',
  component: page(() => import('./channels/look-back/LookBackPage.tsx'), 'LookBackPage'),
})
const people = createRoute({
  getParentRoute: () => staff,
  path: '/people',
  component: page(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
})
const duplicates = createRoute({
  getParentRoute: () => staff,
  path: '/people/duplicates',
  component: page(() => import('./people/merge/DuplicatesPage.tsx'), 'DuplicatesPage'),
})
const person = createRoute({
  getParentRoute: () => staff,
  path: '/people/$id',
  component: page(() => import('./people/PersonPage.tsx'), 'PersonPage'),
})
const searching = createRoute({
  getParentRoute: () => staff,
  path: '/search',
  validateSearch: (search: Record<string, unknown>): { q?: string } => text(search, 'q'),
  component: page(() => import('./search/SearchPage.tsx'), 'SearchPage'),
})
const reports = createRoute({
  getParentRoute: () => staff,
  path: '/reports',
  staticData: { thumbs: false },
  component: pageWithWords(() => import('./reports/ReportsPage.tsx'), 'ReportsPage'),
})
const goodwillStart = createRoute({
  getParentRoute: () => staff,
  path: '/goodwill',
  beforeLoad: () => {
    throw redirect({ to: '/goodwill/$part', params: { part: 'asks' }, replace: true })
  },
})
const goodwill = createRoute({
  getParentRoute: () => staff,
  path: '/goodwill/$part',
  staticData: { thumbs: false },
  validateSearch: (search: Record<string, unknown>): { open?: string } => text(search, 'open'),
  component: pageWithWords(() => import('./goodwill/GoodwillPage.tsx'), 'GoodwillPage'),
})
const settingsStart = createRoute({
  getParentRoute: () => staff,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'me' }, replace: true })
  },
})
const settings = createRoute({
  getParentRoute: () => staff,
  path: '/settings/$section',
  staticData: { thumbs: false },
  component: pageWithWords(() => import('./accounts/SettingsPage.tsx'), 'SettingsPage'),
})
const broughtAlong = createRoute({
  getParentRoute: () => staff,
  path: '/settings/imports/$id',
  staticData: { thumbs: false },
  component: pageWithWords(() => import('./imports/ImportPage.tsx'), 'ImportPage'),
})
const mailSignIn = createRoute({
  getParentRoute: () => staff,
  path: '/mail-sign-in/$provider',
  staticData: { thumbs: false },
  validateSearch: (
    search: Record<string, unknown>,
  ): { state?: string; code?: string; error?: string; error_description?: string } => ({
    ...text(search, 'state'),
    ...text(search, 'code'),
    ...text(search, 'error'),
    ...text(search, 'error_description'),
  }),
  component: pageWithWords(() => import('./accounts/MailSignInPage.tsx'), 'MailSignInPage'),
})
const receiptBook = createRoute({
  getParentRoute: () => staff,
  path: '/settings/mailboxes/$id',
  staticData: { thumbs: false },
  component: pageWithWords(() => import('./channels/receipts/ReceiptBookPage.tsx'), 'ReceiptBookPage'),
})

/** A wrong address keeps the frame around it. */
const nowhere = createRoute({ getParentRoute: () => staff, path: '$', component: NotFound })

const pages = root.addChildren([
  signIn,
  setUp,
  invitation,
  resetPassword,
  twoStep,
  newAddress,
  stopAddress,
  staff.addChildren([
    home,
    today,
    inbox.addChildren([inboxStart, newConversation, inboxView, conversation]),
    plannedReplies,
    junkMail,
    counter,
    promises,
    promise,
    handedPromises,
    promisedEarlier,
    people,
    duplicates,
    person,
    searching,
    reports,
    goodwillStart,
    goodwill,
    settingsStart,
    settings,
    broughtAlong,
    receiptBook,
    mailSignIn,
    nowhere,
  ]),
])

/** Makes the router over all pages of the staff app. The customer's pages have an entry of their own (`customer.tsx`). */
export function createAppRouter(context: PageContext) {
  return createRouter({
    routeTree: pages,
    context,
    parseSearch: readAddress,
    stringifySearch: writeAddress,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
  interface StaticDataRouteOption {
    /** false: no thumb buttons over this page on a phone */
    thumbs?: boolean
  }
}

/** Leads on whoever has to do something else first, and back afterwards to where they wanted to go. */
async function demandSession({ context, location }: { context: PageContext; location: { href: string } }) {
  const session = await context.queryClient
    .ensureQueryData(sessionQuery(context.source))
    .catch((lost) => sessionOfBefore(context, lost))
  if (!session.current) forgetRead()
  if (!session.setUp) throw redirect({ to: '/setup' })
  if (session.twoStepNeeded) throw redirect({ to: '/two-step', search: { to: location.href } })
  if (!session.current) throw redirect({ to: '/sign-in', search: { to: location.href } })
  return { session: session.current }
}

/** Without a line one reads on in what was read in this window before it was loaded anew. @throws what was lost, where nothing is kept */
async function sessionOfBefore({ queryClient }: PageContext, lost: unknown): Promise<SessionReply> {
  const kept = lost instanceof TypeError ? await import('./api/last-read.ts').catch(() => null) : null
  const session = kept?.restoreRead(queryClient)
  if (!session) throw lost
  return session as SessionReply
}

/** A page, fetched once it is opened: where there is no line it says so in its place, where Servus was renewed since it is loaded anew. */
function page<Code extends object, Name extends keyof Code>(load: () => Promise<Code>, name: Name) {
  return lazyRouteComponent(() => fetchCode(load), name)
}

/** The same for a page with words that the first screen did not bring. */
function pageWithWords<Code extends object, Name extends keyof Code>(load: () => Promise<Code>, name: Name) {
  return page(async () => (await Promise.all([load(), fetchLateWords()]))[0], name)
}

function text<Key extends string>(search: Record<string, unknown>, key: Key): { [K in Key]?: string } {
  const value = search[key]
  // The router takes digits for a number, exactly.
  const words = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  return typeof words === 'string' ? ({ [key]: words } as { [K in Key]?: string }) : {}
}
