import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listBulk, listBulkStayed, seeBulk, undoBulk } from '../../../contract/bulk.ts'
import { itemsOf, paging, reading, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './BulkStrip.module.css'
import { type Bulk, hasStrip, isGoing } from './use-bulk.ts'

/** How often it is asked how far it is (ms). */
const ASKED = 700

/** What is being done with many conversations, and what became of it: it can be left, and stands here again. */
export function BulkStrip() {
  const may = useMay('conversations.write')
  const { data } = useQuery({
    ...reading(listBulk),
    enabled: may,
    refetchInterval: ({ state }) => (state.data?.items.some(isGoing) ? ASKED : false),
  })
  const shown = (data?.items ?? []).filter(hasStrip)
  if (shown.length === 0) return null
  return (
    <ul className={css.strip}>
      {shown.map((bulk) => (
        <li key={bulk.id}>
          <OneBulk bulk={bulk} latest={bulk === shown[0]} />
        </li>
      ))}
    </ul>
  )
}

function OneBulk({ bulk, latest }: { bulk: Bulk; latest: boolean }) {
  const t = useTranslations('conversations.bulk')
  const ui = useTranslations('ui')
  const [asks, setAsks] = useState(false)
  const undo = useAct(undoBulk, {
    onSuccess: (undone) => !hasStrip(undone) && say({ words: t('back', { count: undone.done }) }),
  })
  const see = useAct(seeBulk)
  const params = { bulkId: bulk.id }
  const { done, stayed, total } = bulk
  const back = bulk.state === 'undoing' || bulk.state === 'undone'
  const count = done - stayed
  // What is said at the foot of the screen is newer, and goes before it.
  useVerb({
    id: 'undo',
    label: ui('toast.undo'),
    keys: 'z',
    enabled: latest && !back && (count > 0 || isGoing(bulk)) && !undo.isPending,
    run: () => undo.mutate({ params }),
  })
  if (isGoing(bulk))
    return (
      <div className={css.one}>
        <Progress
          label={t(back ? 'goingBack' : `going.${bulk.kind}`, { done, of: total })}
          value={done}
          max={total}
        />
        {!back && (
          <Button size="s" look="quiet" onClick={() => undo.mutate({ params })}>
            {t('stop')}
          </Button>
        )}
      </div>
    )
  return (
    <div className={css.one} role="status">
      <div className={css.line}>
        <p>
          {back ? t('back', { count }) : t(`said.${bulk.kind}`, { count })}
          {stayed > 0 && ` ${t(back ? 'changedSince' : 'stayed', { count: stayed })}`}
        </p>
        <IconButton size="s" icon={X} label={t('seen')} onClick={() => see.mutate({ params })} />
      </div>
      <div className={css.acts}>
        {stayed > 0 && (
          <Button size="s" look="quiet" aria-expanded={asks} onClick={() => setAsks(!asks)}>
            {t('which')}
          </Button>
        )}
        {!back && count > 0 && (
          <Button size="s" look="quiet" busy={undo.isPending} onClick={() => undo.mutate({ params })}>
            {t('undo')}
          </Button>
        )}
      </div>
      {asks && <Stayed bulkId={bulk.id} />}
    </div>
  )
}

function Stayed({ bulkId }: { bulkId: Bulk['id'] }) {
  const t = useTranslations('conversations')
  const refusal = useTranslations('refusal')
  const query = useInfiniteQuery(paging(listBulkStayed, { params: { bulkId } }))
  return (
    <>
      <ul className={css.stayed}>
        {itemsOf(query.data).map(({ conversation: c, why }) => (
          <li key={c.id}>
            <Link to="/conversations/$id" params={{ id: c.id }}>
              {[c.person?.name, c.subject || t('row.noSubject')].filter(Boolean).join(' · ')}
            </Link>
            <span>
              {refusal.has(why as 'not_found')
                ? refusal(why as 'not_found', { limit: '', count: 1 } as never)
                : t('bulk.other')}
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          size="s"
          look="quiet"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      )}
    </>
  )
}
