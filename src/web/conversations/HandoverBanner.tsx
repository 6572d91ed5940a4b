import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { acceptHandover, declineHandover } from '../../contract/handovers.ts'
import { ReasonDialog } from '../promises/ReasonDialog.tsx'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Banners.module.css'
import { type Talk, useTalkAct } from './talk.ts'

/** A hand-over that waits for a word: to me or my team with its two answers, else as a line. */
export function HandoverBanner({ handover: h }: { handover: Talk['handovers'][number] }) {
  const t = useTranslations('conversations.handover')
  const quote = useTranslations('promises')
  const { member } = useSession()
  const [declining, setDeclining] = useState(false)
  const accept = useTalkAct(acceptHandover, h.conversationId)
  const decline = useTalkAct(declineHandover, h.conversationId)
  if (h.acceptedAt || h.declinedAt) return null
  const params = { handoverId: h.id }
  const asked = h.to.kind === 'member' ? h.to.id === member.id : member.teamIds.some((id) => id === h.to.id)
  return (
    <div className={css.banner} role="status">
      <p className={css.words}>
        <b>{asked ? t('toYou', { from: h.from.name }) : t('waiting', { to: h.to.name })}</b>{' '}
        {quote('quoted', { text: h.told })}
      </p>
      {asked && (
        <div className={css.acts}>
          <Button
            size="s"
            look="outline"
            onClick={() =>
              void accept({ params }, { assignee: { id: member.id, name: member.name } }).then(
                (done) => done && say({ words: t('accepted') }),
              )
            }
          >
            {t('accept')}
          </Button>
          <Button size="s" look="quiet" onClick={() => setDeclining(true)}>
            {t('decline')}
          </Button>
        </div>
      )}
      {declining && (
        <ReasonDialog
          title={t('declineTitle')}
          lede={t('declineLede', { from: h.from.name })}
          label={t('declineWhy')}
          act={t('declineAct')}
          onClose={() => setDeclining(false)}
          onSend={(why) =>
            void decline({ params, body: { why } }).then((done) => done && setDeclining(false))
          }
        />
      )}
    </div>
  )
}
