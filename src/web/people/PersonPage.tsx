import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Construction, Ellipsis, HeartHandshake, MessageCircleHeart, PenLine } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { readPerson } from '../../contract/people.ts'
import { reading } from '../api/queries.ts'
import { ContactSection } from '../contact/ContactSection.tsx'
import { FrictionDialog } from '../goodwill/friction/FrictionDialog.tsx'
import { Given } from '../goodwill/give/Given.tsx'
import { BeginDialog } from '../goodwill/recovery/BeginDialog.tsx'
import { PersonCases } from '../goodwill/recovery/PersonCases.tsx'
import { useMay } from '../shell/session.tsx'
import { useShellActs } from '../shell/shell-acts.tsx'
import { BackLink, TopBar } from '../shell/TopBar.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Page } from '../ui/Layout.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { useMedia } from '../ui/media.ts'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { Groups } from './Groups.tsx'
import { Handles } from './Handles.tsx'
import { KnowThem } from './KnowThem.tsx'
import { MaybeSame } from './merge/MaybeSame.tsx'
import { MergedFrom } from './merge/MergedFrom.tsx'
import { MergeWith } from './merge/MergeWith.tsx'
import { SpeaksFor } from './merge/SpeaksFor.tsx'
import { NextContacts } from './NextContacts.tsx'
import { PageLinks } from './PageLinks.tsx'
import css from './Person.module.css'
import { PersonConversations } from './PersonConversations.tsx'
import { PersonPromises } from './PersonPromises.tsx'
import type { Person } from './person-data.ts'
import { Things } from './Things.tsx'
import { Timeline } from './Timeline.tsx'

/** One person, whole: what to know, what we owe, what there was over every channel. */
export function PersonPage() {
  const t = useTranslations('people')
  const { id } = useParams({ from: '/staff/people/$id' })
  const { data, error, refetch } = useQuery(reading(readPerson, { params: { personId: id } }))
  const navigate = useNavigate()
  // Merged into another: their page is that one's.
  const meant = data?.id
  useEffect(() => {
    if (meant && meant !== id) void navigate({ to: '/people/$id', params: { id: meant }, replace: true })
  }, [meant, id, navigate])
  if (data) return <Whole key={data.id} person={data} />
  return (
    <Page>
      <BackLink to="/people">{t('back')}</BackLink>
      <TopBar title={error ? t('page.gone') : t('page.coming')} />
      {!error && <SkeletonLines count={6} />}
      {error && refusalCode(error) === 'not_found' && (
        <EmptyState
          title={t('page.notFound')}
          action={<LinkButton to="/people">{t('page.all')}</LinkButton>}
        />
      )}
      {error && refusalCode(error) !== 'not_found' && <ErrorState retry={() => void refetch()} />}
    </Page>
  )
}

function Whole({ person }: { person: Person }) {
  const t = useTranslations('people')
  const sayWhen = useSayWhen()
  const shell = useTranslations('shell')
  const { makeRight } = useShellActs()
  const mayWrite = useMay('conversations.write')
  const mayGive = useMay('goodwill.give')
  const a = useTranslations('amends')
  const k = useTranslations('friction.note')
  const [over, setOver] = useState<'amends' | 'friction' | null>(null)
  const close = () => setOver(null)
  useVerbs([
    {
      id: 'person.amends',
      label: a('verb'),
      icon: MessageCircleHeart,
      enabled: mayGive,
      run: () => setOver('amends'),
    },
    {
      id: 'person.friction',
      label: k('verb'),
      icon: Construction,
      enabled: mayGive,
      run: () => setOver('friction'),
    },
  ])
  const lede = [
    person.sayName && t('sayLong', { how: person.sayName }),
    person.knownSince && t('since', { year: person.knownSince.slice(0, 4) }),
    person.lastSeenAt && t('lastSeen', { when: sayWhen(person.lastSeenAt) }),
  ]
  // Where there is no room beside, what to know and how to reach them comes first.
  const narrow = useMedia('(max-width: 900px)')
  const first = (
    <>
      <KnowThem person={person} />
      <Handles person={person} />
    </>
  )
  const rest = (
    <>
      <Things person={person} />
      <Groups person={person} kind="household" />
      <Groups person={person} kind="organisation" />
      <SpeaksFor person={person} />
      <PageLinks personId={person.id} name={person.name} />
      <ContactSection personId={person.id} />
    </>
  )
  return (
    <Page
      head={
        <>
          <BackLink to="/people">{t('back')}</BackLink>
          <TopBar title={person.name} lede={lede.filter(Boolean).join(' · ')} />
          {mayWrite && (
            <div className={css.verbs}>
              <LinkButton to="/inbox/new" search={{ person: person.id }} icon={PenLine}>
                {t('write')}
              </LinkButton>
              {makeRight && (
                <Button
                  icon={HeartHandshake}
                  keys="shift+g"
                  onClick={() => makeRight({ personId: person.id, name: person.name })}
                >
                  {shell('capture.right')}
                </Button>
              )}
              <MergeWith person={person} />
              {mayGive && (
                <Menu trigger={<IconButton icon={Ellipsis} label={t('verbs')} tip={false} />}>
                  <MenuItem icon={MessageCircleHeart} onSelect={() => setOver('amends')}>
                    {a('verb')}
                  </MenuItem>
                  <MenuItem icon={Construction} onSelect={() => setOver('friction')}>
                    {k('verb')}
                  </MenuItem>
                </Menu>
              )}
            </div>
          )}
          <MaybeSame person={person} />
        </>
      }
      aside={
        !narrow && (
          <>
            {first}
            {rest}
          </>
        )
      }
    >
      {narrow && <div className={css.part}>{first}</div>}
      <PersonPromises personId={person.id} name={person.name} />
      <PersonCases personId={person.id} />
      <NextContacts person={person} />
      <PersonConversations personId={person.id} />
      {narrow && <div className={css.part}>{rest}</div>}
      <Given personId={person.id} name={person.name} />
      <Timeline personId={person.id} />
      <MergedFrom person={person} />
      {over === 'amends' && <BeginDialog personId={person.id} name={person.name} onClose={close} />}
      {over === 'friction' && <FrictionDialog personId={person.id} onClose={close} />}
    </Page>
  )
}
