import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMessages, splitConversation } from '../../../contract/conversations.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import form from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { say } from '../../ui/toasts.tsx'
import { When } from '../../ui/When.tsx'
import { newId } from '../new-id.ts'
import { type Message, type Talk, useTalkAct } from '../talk.ts'
import css from './SplitDialog.module.css'

/** Takes messages about another matter into a conversation of their own; what was promised in them goes along. */
export function SplitDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.split')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} lede={t('lede')}>
      <SplitForm talk={talk} onClose={onClose} />
    </Dialog>
  )
}

function SplitForm({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.split')
  const navigate = useNavigate()
  const params = { conversationId: talk.id }
  const query = useInfiniteQuery(paging(listMessages, { params }))
  const messages = itemsOf(query.data)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [id] = useState(newId)
  const split = useTalkAct(splitConversation, talk.id)
  const all = !query.hasNextPage && chosen.length === messages.length
  const ready = chosen.length > 0 && !all
  const send = async () => {
    if (!ready) return
    const done = await split({ params, body: { newId: id as never, messageIds: [...chosen] as never[] } })
    if (!done) return
    say({ words: t('done', { count: chosen.length }) })
    onClose()
    void navigate({ to: '/conversations/$id', params: { id: done.id } })
  }
  useVerb({ id: 'conversation.split.do', label: t('act'), keys: 'mod+enter', run: () => void send() })
  if (query.isPending) return <SkeletonLines count={3} />
  if (query.isError) return <ErrorState retry={() => void query.refetch()} />
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
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
        {[...(query.data?.pages ?? [])]
          .reverse()
          .flatMap((page) =>
            page.items.map((message) => (
              <Checkbox
                key={message.id}
                checked={chosen.includes(message.id)}
                onChange={(on) =>
                  setChosen(on ? [...chosen, message.id] : chosen.filter((other) => other !== message.id))
                }
                label={<Line message={message} />}
              />
            )),
          )}
      </fieldset>
      <p className={css.rest} role="status">
        {t(all ? 'leaveOne' : chosen.length === 0 ? 'chooseOne' : 'goes', { count: chosen.length })}
      </p>
      <div className={form.acts}>
        <Button type="submit" look="filled" keys="mod+enter" disabled={!ready}>
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
      </div>
    </form>
  )
}

function Line({ message }: { message: Message }) {
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
