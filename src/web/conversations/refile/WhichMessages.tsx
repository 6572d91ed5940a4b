import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listMessages } from '../../../contract/conversations.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { When } from '../../ui/When.tsx'
import type { Message, Talk } from '../talk.ts'
import css from './Refile.module.css'

/** The messages of a conversation, and whether all there are were read. */
export function useAllMessages(talk: Talk) {
  const query = useInfiniteQuery(paging(listMessages, { params: { conversationId: talk.id } }))
  return { query, messages: itemsOf(query.data), isWhole: query.isSuccess && !query.hasNextPage }
}

/** Which messages go elsewhere, to be ticked; the earliest first, earlier pages on demand. */
export function WhichMessages({
  from,
  chosen,
  onChoose,
}: {
  from: ReturnType<typeof useAllMessages>
  chosen: readonly string[]
  onChoose: (ids: readonly string[]) => void
}) {
  const t = useTranslations('conversations.split')
  const { query } = from
  if (query.isPending) return <SkeletonLines count={3} />
  if (query.isError) return <ErrorState retry={() => void query.refetch()} />
  return (
    <>
      {query.hasNextPage && (
        <Button
          size="s"
          look="quiet"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('earlier')}
        </Button>
      )}
      <fieldset className={css.messages}>
        <legend>{t('which')}</legend>
        {[...query.data.pages]
          .reverse()
          .flatMap((page) =>
            page.items.map((message) => (
              <Checkbox
                key={message.id}
                checked={chosen.includes(message.id)}
                onChange={(on) =>
                  onChoose(on ? [...chosen, message.id] : chosen.filter((other) => other !== message.id))
                }
                label={<MessageLine message={message} />}
              />
            )),
          )}
      </fieldset>
    </>
  )
}

/** One message in two lines: whose, when, and how it begins. */
export function MessageLine({ message }: { message: Message }) {
  const t = useTranslations('conversations')
  const words = message.segments?.find((s) => !s.folded)?.text ?? message.text
  return (
    <span className={css.line}>
      <span className={css.who}>
        {message.author.name || t('thread.someone')}
        {message.direction === 'note' && ` · ${t('split.note')}`} · <When at={message.at} />
      </span>
      <span className={css.words}>{words.slice(0, 160)}</span>
    </span>
  )
}
