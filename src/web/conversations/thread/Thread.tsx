import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronUp } from 'lucide-react'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMessages } from '../../../contract/conversations.ts'
import { paging } from '../../api/queries.ts'
import { latePart } from '../../shell/late-part.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { MergedHere } from '../merge/MergedHere.tsx'
import type { Message, Talk } from '../talk.ts'
import { HappeningLine } from './HappeningLine.tsx'
import { HeardBack } from './HeardBack.tsx'
import { MessageItem } from './MessageItem.tsx'
import { NoteItem } from './NoteItem.tsx'
import css from './Thread.module.css'
import { mergedAt, threadItems } from './thread-items.ts'
import { useHappenings } from './use-happenings.ts'

const RefileDialog = latePart(async () => (await import('../refile/RefileDialog.tsx')).RefileDialog)

/** Everything said in a conversation, the oldest first; earlier pages on demand. */
export function Thread({ talk }: { talk: Talk }) {
  const t = useTranslations('conversations.thread')
  const query = useInfiniteQuery(paging(listMessages, { params: { conversationId: talk.id } }))
  const happenings = useHappenings(talk)
  // The newest page comes first, and within a page the oldest message.
  const messages: Message[] = [...(query.data?.pages ?? [])].reverse().flatMap((page) => page.items)
  const items = threadItems(messages, happenings, query.isSuccess && !query.hasNextPage)
  const begins = mergedAt(talk, items)
  const unplaced = query.hasNextPage ? [] : talk.merged.filter((m) => ![...begins.values()].includes(m))
  const place = useRef<HTMLDivElement>(null)
  // Here, and not at the message: that goes away while its dialog stands open.
  const [refiling, setRefiling] = useState<Message | null>(null)
  useStayingAtEnd(place, messages.at(-1)?.id, items.length)
  const heardBy = happenings.find((h) => h.kind.startsWith('conversation.heard_back'))?.actor.name ?? null
  const heardAt = talk.heardBack?.at
  const heardBefore = heardAt ? items.findIndex((item) => item.at > heardAt) : -1
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus, also where nothing in it does (notes, or nothing yet)
    <section ref={place} className={css.thread} tabIndex={0} aria-label={t('label')} data-thread="">
      {query.isPending && <SkeletonLines count={3} />}
      {query.isError && messages.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.hasNextPage && (
        <div className={css.earlier}>
          <Button
            size="s"
            look="quiet"
            icon={ChevronUp}
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('earlier')}
          </Button>
        </div>
      )}
      {query.isSuccess && messages.length === 0 && <p className={css.event}>{t('nothing')}</p>}
      {items.map((item, n) => (
        <div key={item.key}>
          {n === heardBefore && <HeardBack talk={talk} by={heardBy} />}
          {begins.has(item.key) && <MergedHere merged={begins.get(item.key)!} />}
          {item.is === 'happening' ? (
            <HappeningLine happening={item.happening} talk={talk} />
          ) : item.message.direction === 'note' ? (
            <NoteItem message={item.message} />
          ) : (
            <MessageItem message={item.message} talk={talk} onFile={() => setRefiling(item.message)} />
          )}
        </div>
      ))}
      {unplaced.map((merged) => (
        <MergedHere key={merged.id} merged={merged} />
      ))}
      {heardAt && heardBefore < 0 && <HeardBack talk={talk} by={heardBy} />}
      {refiling && <RefileDialog talk={talk} message={refiling} onClose={() => setRefiling(null)} />}
    </section>
  )
}

/** Begins at the end, follows it when something is added there, and keeps its place when earlier pages come in above. */
function useStayingAtEnd(place: RefObject<HTMLElement | null>, last: string | undefined, count: number) {
  const before = useRef<{ last: string | undefined; height: number; atEnd: boolean }>({
    last: undefined,
    height: 0,
    atEnd: true,
  })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const follow = () => {
      const rest = element.scrollHeight - element.scrollTop - element.clientHeight
      before.current.atEnd = rest < 80
    }
    element.addEventListener('scroll', follow, { passive: true })
    const size = new ResizeObserver(() => {
      if (before.current.atEnd) element.scrollTop = element.scrollHeight
    })
    size.observe(element)
    return () => {
      element.removeEventListener('scroll', follow)
      size.disconnect()
    }
  }, [place])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what stands in the thread
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const known = before.current
    if (known.last !== last) {
      if (known.atEnd || known.last === undefined) element.scrollTop = element.scrollHeight
    } else if (element.scrollTop < 40) element.scrollTop += element.scrollHeight - known.height
    before.current = { ...before.current, last, height: element.scrollHeight }
  }, [place, last, count])
}
