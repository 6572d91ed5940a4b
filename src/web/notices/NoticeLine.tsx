import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { type listNotices, markNoticeRead } from '../../contract/notices.ts'
import { amongUs } from '../../domain/promises/among-us.ts'
import { useAct } from '../api/queries.ts'
import { useSayGiven } from '../goodwill/say-given.ts'
import { classNames } from '../ui/class-names.ts'
import { When } from '../ui/When.tsx'
import css from './NoticesPanel.module.css'

export type Notice = ReplyOf<typeof listNotices>['items'][number]

/** One notice: what happened in a sentence, below it what it is about. Pressed, it is read and leads there. */
export function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const t = useTranslations('notices')
  const read = useAct(markNoticeRead)
  const { kind, at, readAt, by, leaver, person, promise, conversation, goodwill, data } = notice
  const sayGiven = useSayGiven()
  const somebody = t('somebody')
  const values = {
    // What is given comes from a colleague, never from whom it was promised to.
    by: by?.name ?? (kind === 'promise_given' ? null : person?.name) ?? somebody,
    leaver: leaver?.name ?? t('colleague'),
    person: person?.name ?? somebody,
    owner: promise?.owner.name ?? somebody,
    about: String(data.about ?? 'promise'),
    as: String(data.as ?? 'other'),
    mine: String(data.mine ?? true),
    answer: String(data.answer ?? 'other'),
    when: () => <When at={String(data.due ?? at)} />,
  }
  const about = [
    (promise && (person ? amongUs(promise.text, person.name) : promise.text)) ?? conversation?.subject,
    goodwill?.kind && sayGiven(goodwill),
    goodwill?.name,
    kind === 'answered' ? null : person?.name,
    goodwill?.words && t('words', { words: goodwill.words }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <li className={classNames(css.line, readAt === null && css.unread)}>
      <span className={css.dot} aria-hidden="true" />
      <Link
        {...leadsTo(notice)}
        className={css.link}
        data-row=""
        onClick={() => {
          if (readAt === null) read.mutate({ params: { noticeId: notice.id } })
          onOpen()
        }}
      >
        {t.rich(`line.${kind}`, values)}
        {readAt === null && <span className="sr-only"> ({t('unread')})</span>}
      </Link>
      <span className={css.at}>
        <When at={at} form="short" />
      </span>
      {about && <span className={classNames(css.about, goodwill && css.whole)}>{about}</span>}
    </li>
  )
}

function leadsTo({
  data,
  promise,
  conversation,
  person,
}: Notice): Pick<LinkProps, 'to' | 'params' | 'search'> {
  if (data.mailbox) return { to: '/promises/earlier/$mailboxId', params: { mailboxId: String(data.mailbox) } }
  if (data.as === 'sign_in') return { to: '/settings/$section', params: { section: 'mailboxes' } }
  if (data.book) return { to: '/settings/mailboxes/$id', params: { id: String(data.book) } }
  if (data.outbox) return { to: '/settings/$section', params: { section: 'outbox' } }
  if (data.ask) return { to: '/promises', search: { made: 'colleagues' } }
  const [part, open] = data.yes
    ? ['asks', data.yes]
    : data.friction
      ? ['rules', data.friction]
      : ['learn', data.cause ?? data.gesture]
  if (open) return { to: '/goodwill/$part', params: { part }, search: { open: String(open) } as never }
  if (promise) return { to: '/promises/$id', params: { id: promise.id } }
  if (conversation) return { to: '/conversations/$id', params: { id: conversation.id } }
  return person ? { to: '/people/$id', params: { id: person.id } } : { to: '/today' }
}
