import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { type listJunked, markJunk, notJunk } from '../../../contract/junk.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from '../lines/Lines.module.css'

type Junked = ReplyOf<typeof listJunked>['items'][number]

/** A conversation somebody put into junk: whose, what about, who put it here and until when; and the way back. */
export function JunkedRow({ line }: { line: Junked }) {
  const t = useTranslations('junk')
  const c = useTranslations('conversations.junk')
  const may = useMay('conversations.write')
  const params = { conversationId: line.id }
  const again = useAct(markJunk)
  const back = useAct(notJunk, {
    onSuccess: () => say({ words: c('back'), undo: () => again.mutate({ params, body: { anyway: true } }) }),
  })
  const subject = line.subject || t('noSubject')
  return (
    <li>
      <div className={css.words}>
        <Link to="/conversations/$id" params={{ id: line.id }} className={css.subject}>
          {subject}
        </Link>
        <p className={css.small}>
          {[line.person?.name, line.junk.sender].filter(Boolean).join(' · ')}
          {line.lastLine && ` · ${line.lastLine}`}
        </p>
        <p className={css.small}>
          {t.rich('putBy', {
            name: () => <bdi>{line.junk.by?.name ?? c('somebody')}</bdi>,
            when: () => <When at={line.junk.at} />,
          })}{' '}
          {t.rich('until', { when: () => <When at={line.junk.erasedAt} form="day" /> })}
        </p>
      </div>
      {may && (
        <div className={css.acts}>
          <Button size="s" busy={back.isPending} onClick={() => back.mutate({ params })}>
            {t('notJunk')}
            <VisuallyHidden> {subject}</VisuallyHidden>
          </Button>
        </div>
      )}
    </li>
  )
}
