import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Who opens a screen: somebody of the demo, whoever leads a house of their own, or somebody who is not signed in. */
type Who = 'ana' | 'olga' | 'nobody'

/** A screen: its name, who opens it, the route it shows, its address (ids filled in by `FoundIds`), its own heading. */
export type Screen = {
  readonly name: string
  readonly who: Who
  readonly route: string
  readonly path: string | ((ids: FoundIds) => string)
  readonly heading: string | RegExp
  /** what its heading stands in, where that is not the page */
  readonly opens?: 'dialog'
  /** only leads on to another screen of this list */
  readonly leadsOn?: true
}

/** Ids and links that exist in the houses of a run. */
export type FoundIds = Readonly<
  Record<
    | 'conversation'
    | 'person'
    | 'promise'
    | 'mailbox'
    | 'import'
    | 'invitation'
    | 'customerPage'
    | 'form'
    | 'unsubscribe'
    | 'resetPassword',
    string
  >
>

const settings = (part: string, heading: string): Screen => ({
  name: `settings-${part}`,
  who: 'olga',
  route: '/settings/$section',
  path: `/settings/${part}`,
  heading,
})
const demo = (name: string, route: string, path: Screen['path'], heading: Screen['heading']): Screen => ({
  name,
  who: 'ana',
  route,
  path,
  heading,
})

/** Every screen with the heading that only it has; what is parked stands on `settings-audit`. */
export const SCREENS: readonly Screen[] = [
  { ...demo('home', '/', '/', 'Good morning, Ana'), leadsOn: true },
  demo('today', '/today', '/today', 'Good morning, Ana'),
  demo('ahead', '/today', '/today?view=ahead', /^Tomorrow, /),
  demo('inbox', '/inbox', '/inbox', 'Waiting for us'),
  demo('inbox-mine', '/inbox/$view', '/inbox/mine', 'Mine'),
  { ...demo('inbox-new', '/inbox/new', '/inbox/new', 'New conversation'), opens: 'dialog' },
  demo(
    'conversation',
    '/conversations/$id',
    (ids) => `/conversations/${ids.conversation}`,
    'Is the part there?',
  ),
  demo('counter', '/counter', '/counter', 'Being served'),
  demo('promises', '/promises', '/promises', 'Promises'),
  demo('promise', '/promises/$id', (ids) => `/promises/${ids.promise}`, /prices for winter tyres/),
  demo('people', '/people', '/people', 'People'),
  demo('duplicates', '/people/duplicates', '/people/duplicates', 'Who may be one person'),
  demo('person', '/people/$id', (ids) => `/people/${ids.person}`, 'Marta Okafor'),
  demo('promises-handed', '/promises/handed', '/promises/handed', 'Handed over together'),
  demo('planned', '/planned', '/planned', 'Planned replies'),
  demo('junk', '/junk', '/junk', 'Junk'),
  demo('search', '/search', '/search', 'What one can look for'),
  demo('search-found', '/search', '/search?q=gearbox', 'Conversations'),
  demo('reports', '/reports', '/reports', 'Kept as first promised'),
  demo('goodwill', '/goodwill/$part', '/goodwill/asks', 'Goodwill'),
  demo('goodwill-right', '/goodwill/$part', '/goodwill/right', 'Goodwill'),
  demo('goodwill-rules', '/goodwill/$part', '/goodwill/rules', 'Goodwill'),
  demo('goodwill-learn', '/goodwill/$part', '/goodwill/learn', 'Goodwill'),
  demo('goodwill-given', '/goodwill/$part', '/goodwill/given', 'Goodwill'),
  { ...demo('goodwill-start', '/goodwill', '/goodwill', 'Goodwill'), leadsOn: true },
  demo('nowhere', '$', '/nowhere/at/all', 'There is no such page.'),
  {
    name: 'look-back',
    who: 'olga',
    route: '/promises/earlier/$mailboxId',
    path: (ids) => `/promises/earlier/${ids.mailbox}`,
    heading: 'What did we promise already?',
  },
  { name: 'settings', who: 'olga', route: '/settings', path: '/settings', heading: 'Me', leadsOn: true },
  settings('me', 'Me'),
  settings('safety', 'Safety'),
  settings('keys', 'Keys'),
  settings('notices', 'Notices'),
  settings('workspace', 'Workspace'),
  settings('sites', 'Sites and hours'),
  settings('members', 'Members'),
  settings('teams', 'Teams'),
  settings('authority', 'What we may decide'),
  settings('mailboxes', 'Mailboxes'),
  settings('providers', 'Mail providers'),
  settings('outbox', 'Outbox'),
  settings('forms', 'Web forms'),
  settings('tokens', 'API tokens'),
  settings('views', 'Views'),
  settings('replies', 'Saved replies'),
  settings('tags', 'Tags'),
  settings('imports', 'Bring your history'),
  settings('away', 'Put away'),
  settings('audit', 'Not done yet'),
  {
    name: 'import',
    who: 'olga',
    route: '/settings/imports/$id',
    path: (ids) => `/settings/imports/${ids.import}`,
    heading: 'people.csv',
  },
  {
    name: 'receipt-book',
    who: 'olga',
    route: '/settings/mailboxes/$id',
    path: (ids) => `/settings/mailboxes/${ids.mailbox}`,
    heading: 'Receipt book',
  },
  {
    name: 'mail-sign-in',
    who: 'olga',
    route: '/mail-sign-in/$provider',
    path: '/mail-sign-in/google?state=any&code=any',
    heading: 'The mailbox is not signed in',
  },
  { name: 'today-empty', who: 'olga', route: '/today', path: '/today', heading: /^Good .*, Olga$/ },
  // Only while a workspace demands it, which `safety.spec.ts` shows; else it leads on.
  {
    name: 'two-step',
    who: 'nobody',
    route: '/two-step',
    path: '/two-step',
    heading: 'Good to see you',
    leadsOn: true,
  },
  { name: 'sign-in', who: 'nobody', route: '/sign-in', path: '/sign-in', heading: 'Good to see you' },
  { name: 'setup-done', who: 'nobody', route: '/setup', path: '/setup', heading: 'This house is set up' },
  {
    name: 'invitation',
    who: 'nobody',
    route: '/invitation/$token',
    path: (ids) => ids.invitation,
    heading: /Nordlicht Motors/,
  },
  {
    name: 'reset-password',
    who: 'nobody',
    route: '/reset-password',
    path: (ids) => ids.resetPassword,
    heading: 'Choose a new password',
  },
  {
    name: 'new-address',
    who: 'olga',
    route: '/new-address',
    path: '/new-address?token=any',
    heading: 'Your new address',
  },
  {
    name: 'stop-address',
    who: 'nobody',
    route: '/stop-address',
    path: '/stop-address?token=any',
    heading: 'Another address for your account',
  },
  {
    name: 'customer',
    who: 'nobody',
    route: '/p/',
    path: (ids) => ids.customerPage,
    heading: 'Hello Marta',
  },
  {
    name: 'unsubscribe',
    who: 'nobody',
    route: '/u/',
    path: (ids) => ids.unsubscribe,
    heading: 'Do you want no more of these mails?',
  },
  { name: 'form', who: 'nobody', route: '/form/', path: (ids) => ids.form, heading: 'Write to us' },
]

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../../src/web', path), 'utf8')
const all = (text: string, what: RegExp) => [...text.matchAll(what)].map(([, found]) => found as string)

/** The routes of the web app, as its own source names them. */
export function routesOfTheApp(): string[] {
  return [...all(read('pages.tsx'), /\bpath: '([^']+)'/g), '/p/', '/form/', '/u/']
}

/** The parts of the settings, as their page names them. */
export function partsOfTheSettings(): string[] {
  return all(read('accounts/SettingsPage.tsx'), /^\s+\{ name: '(\w+)'/gm)
}
