import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { readConversation } from '../../contract/conversations.ts'
import { reading } from '../api/queries.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { useMay } from '../shell/session.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton, SkeletonLines } from '../ui/Skeleton.tsx'
import { ClosingLine } from './ClosingLine.tsx'
import css from './ConversationPage.module.css'
import { Composer } from './composer/Composer.tsx'
import { HandoverBanner } from './HandoverBanner.tsx'
import { HeldBanner } from './HeldBanner.tsx'
import { WritingNow } from './HereMarks.tsx'
import { ConversationHead } from './head/ConversationHead.tsx'
import { JunkBanner } from './junk/JunkBanner.tsx'
import { useLineOf } from './neighbours.ts'
import { SuggestedLink } from './refile/SuggestedLink.tsx'
import type { Talk } from './talk.ts'
import { DoubtBanner } from './thread/Doubt.tsx'
import { Thread } from './thread/Thread.tsx'
import { useBeHere } from './use-be-here.ts'

/** One conversation: its head, its thread and its composer. */
export function ConversationPage() {
  const { id } = useParams({ from: '/staff/inbox/conversations/$id' })
  return <Whole key={id} id={id} />
}

function Whole({ id }: { id: string }) {
  const t = useTranslations('conversations')
  const mayWrite = useMay('conversations.write')
  const query = useQuery(reading(readConversation, { params: { conversationId: id } }))
  const talk = query.data
  usePageTitle(talk ? `${talk.person?.name ?? t('row.someone')}: ${talk.subject || t('row.noSubject')}` : '')
  if (!talk) {
    if (!query.isError) return <Coming id={id} />
    const gone = refusalCode(query.error) === 'not_found'
    return (
      <div className={css.state}>
        <ErrorState
          heading="h1"
          {...(gone && { title: t('notFound'), kept: t('notFoundWords') })}
          {...(!gone && { retry: () => void query.refetch() })}
        />
      </div>
    )
  }
  // Merged since somebody linked to it: its words stand there now.
  if (talk.id !== id) return <Navigate to="/conversations/$id" params={{ id: talk.id }} replace />
  return (
    <>
      <ConversationHead talk={talk} mayWrite={mayWrite} />
      {talk.junk && <JunkBanner talk={talk} junk={talk.junk} />}
      {talk.state === 'held' && !talk.junk && <HeldBanner talk={talk} />}
      <DoubtBanner talk={talk} />
      {talk.suggestedLink && <SuggestedLink talk={talk} link={talk.suggestedLink} />}
      {/* closed, nobody has to take it over any more; opened again, they are asked again */}
      {!talk.closedAt &&
        talk.handovers.map((handover) => <HandoverBanner key={handover.id} handover={handover} />)}
      <Thread talk={talk} />
      {talk.closedAt && mayWrite && <ClosingLine talk={talk} />}
      <HereNow talk={talk} />
      {mayWrite && !talk.junk && <Composer talk={talk} />}
    </>
  )
}

// Only once it is read: nobody is anywhere they may not read.
function HereNow({ talk }: { talk: Talk }) {
  useBeHere(talk.id)
  return <WritingNow conversationId={talk.id} />
}

// Whose it is and what about stands in the list already.
function Coming({ id }: { id: string }) {
  const t = useTranslations('conversations')
  const line = useLineOf(id)
  return (
    <>
      <div className={css.coming}>
        {line ? (
          <p className={css.comingSubject} data-coming="">
            {line.subject || t('row.noSubject')}
          </p>
        ) : (
          <Skeleton width="240px" height="24px" />
        )}
        {line ? <p>{line.person?.name ?? t('row.someone')}</p> : <Skeleton width="180px" height="12px" />}
      </div>
      <div className={css.comingThread}>
        <SkeletonLines count={3} />
      </div>
    </>
  )
}
