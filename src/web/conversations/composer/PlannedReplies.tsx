import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { cancelPlanned, listPlanned, replanReply, sendPlannedNow } from '../../../contract/planned.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { say, unsay } from '../../ui/toasts.tsx'
import type { Talk } from '../talk.ts'
import { givenBack, readDraft } from './drafts.ts'
import css from './OthersDrafts.module.css'
import { putBack } from './put-back.ts'
import { SendLater } from './SendLater.tsx'

type Planned = ReplyOf<typeof listPlanned>['items'][number]

/** Replies that wait for their hour in a conversation; where something came meanwhile, it is asked what becomes of them. */
export function PlannedReplies({ talk, latest }: { talk: Talk; latest: string | null | undefined }) {
  const query = { conversationId: talk.id as Planned['conversation']['id'] }
  const { data } = useQuery(reading(listPlanned, { query }))
  return data?.items.map((planned) => (
    <PlannedReply key={planned.id} planned={planned} siteId={talk.siteId} latest={latest} />
  ))
}

/**
 * One reply that waits: when it goes, its words, another hour for it, and taking it back. `latest`: the last message that stands
 * above it; undefined where none does.
 */
export function PlannedReply({
  planned,
  siteId,
  latest,
}: {
  planned: Planned
  siteId: string
  latest?: string | null | undefined
}) {
  const t = useTranslations('conversations.planned')
  const sayWhen = useSayWhen()
  const may = useMay('conversations.write')
  const send = useAct(sendPlannedNow)
  const cancel = useAct(cancelPlanned, {
    onSuccess: ({ conversation, text, goesWith }) => {
      unsay(`sent ${conversation.id}`)
      if (!goesWith) return
      // It stood in the thread all the while: what came since then, its writer has seen.
      const { began, beganAfter } = readDraft(conversation.id)
      const back = { ...givenBack(goesWith), mode: 'reply' as const, reply: text, began, beganAfter }
      putBack(conversation.id, back, null)
    },
  })
  const replan = useAct(replanReply)
  const params = { messageId: planned.id }
  // What was written meanwhile is read where it stands: there it gets another hour.
  const mayWait = planned.state === 'waiting' || latest !== undefined
  const values = { name: planned.author.name, mine: String(planned.mine), when: sayWhen(planned.due) }
  const held = planned.heldBecause === 'something_new' ? 'heldByNews' : 'held'
  const title = t(planned.state === 'held' ? held : 'goes', values)
  return (
    <section className={css.draft} aria-label={title}>
      <div className={css.head}>
        <span className={css.name}>{title}</span>
        {may && (
          <span>
            {planned.mine && mayWait && (
              <SendLater
                siteId={siteId}
                personId={planned.person?.id ?? null}
                trigger={
                  <Button size="s" look="quiet" busy={replan.isPending}>
                    {t('anotherHour')}
                  </Button>
                }
                onChoose={(due) =>
                  replan.mutate(
                    {
                      params,
                      body: { due, ...(latest !== undefined && { seen: latest as Planned['id'] | null }) },
                    },
                    { onSuccess: () => say({ words: t('goesNow', { when: sayWhen(due) }) }) },
                  )
                }
              />
            )}
            {planned.mine && (
              <Button size="s" look="quiet" busy={send.isPending} onClick={() => send.mutate({ params })}>
                {t(planned.state === 'held' ? 'sendAnyway' : 'sendNow')}
              </Button>
            )}
            <Button size="s" look="quiet" busy={cancel.isPending} onClick={() => cancel.mutate({ params })}>
              {t('cancel')}
            </Button>
          </span>
        )}
      </div>
      <p className={css.words}>{planned.text}</p>
    </section>
  )
}
