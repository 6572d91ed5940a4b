import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { deleteSavedReply, listSavedReplies, restoreSavedReply } from '../../../contract/saved-replies.ts'
import { itemsOf, paging, useAct } from '../../api/queries.ts'
import replies from '../../conversations/replies/Replies.module.css'
import type { SavedReply } from '../../conversations/replies/ReplyPicker.tsx'
import { SavedReplyDialog } from '../../conversations/replies/SavedReplyDialog.tsx'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'

/** The saved replies one has, one's own and everybody's, to find, write, change, delete and take back. */
export function RepliesSection() {
  const t = useTranslations('savedReplies')
  const f = useTranslations('form')
  const mayWrite = useMay('conversations.write')
  const [text, setText] = useState('')
  const [deleted, setDeleted] = useState<'no' | 'yes'>('no')
  const [open, setOpen] = useState<SavedReply | 'new' | null>(null)
  const q = useDeferredValue(text.trim())
  const query = useInfiniteQuery({
    ...paging(listSavedReplies, { query: { deleted, limit: 30, ...(q && { q }) } }),
    placeholderData: (former) => former,
  })
  const all = itemsOf(query.data)
  // As it stands now, as long as the list shows it.
  const chosen = open && open !== 'new' && (all.find((reply) => reply.id === open.id) ?? open)
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      <div className={replies.head}>
        <TextField
          label={t('find')}
          autoComplete="off"
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <Segmented
          label={t('which')}
          value={deleted}
          onChange={setDeleted}
          segments={[
            { value: 'no', label: t('kept') },
            { value: 'yes', label: t('trash') },
          ]}
        />
      </div>
      {query.isPending && <SkeletonLines count={4} />}
      {query.isError && all.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && (
        <p className={css.small}>{t(q ? 'noneFound' : deleted === 'yes' ? 'trashEmpty' : 'none')}</p>
      )}
      {all.length > 0 && (
        <ul className={css.rows}>
          {all.map((reply) => (
            <ReplyRow key={reply.id} reply={reply} onOpen={() => setOpen(reply)} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
      {mayWrite && deleted === 'no' && (
        <div className={css.add}>
          <Button look="filled" onClick={() => setOpen('new')}>
            {t('add')}
          </Button>
        </div>
      )}
      {open && <SavedReplyDialog {...(chosen && { reply: chosen })} onClose={() => setOpen(null)} />}
    </>
  )
}

function ReplyRow({ reply, onOpen }: { reply: SavedReply; onOpen: () => void }) {
  const t = useTranslations('savedReplies')
  const f = useTranslations('form')
  const restore = useAct(restoreSavedReply)
  const remove = useAct(deleteSavedReply)
  const params = { replyId: reply.id }
  const letGo = () =>
    remove.mutateAsync({ params }).then(
      () => say({ words: t('deleted', { name: reply.name }), undo: () => restore.mutate({ params }) }),
      () => {},
    )
  const languages = Object.keys(reply.texts)
  return (
    <li>
      <div className={css.words}>
        <strong>{reply.name}</strong>
        <div className={replies.preview}>{Object.values(reply.texts)[0]}</div>
        <div className={css.small}>
          {[t(`of.${reply.of}`), languages.join(', '), t('used', { count: reply.used })].join(' · ')}
        </div>
      </div>
      {reply.mayChange && (
        <div className={css.acts}>
          {reply.deleted ? (
            <Button onClick={() => restore.mutate({ params })}>
              {t('restore')}
              <VisuallyHidden> {reply.name}</VisuallyHidden>
            </Button>
          ) : (
            <>
              <Button onClick={onOpen}>
                {f('change')}
                <VisuallyHidden> {reply.name}</VisuallyHidden>
              </Button>
              <Button look="quiet" onClick={() => void letGo()}>
                {t('delete')}
                <VisuallyHidden> {reply.name}</VisuallyHidden>
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}
