import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { answerSuggestedLink } from '../../../contract/refiling.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import banner from '../Banners.module.css'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './Refile.module.css'
import { useRefile } from './use-refile.ts'

type Suggested = NonNullable<Talk['suggestedLink']>

/** The mail points at another conversation, whose sender takes no part there: one press makes it part of that, or says no for good. */
export function SuggestedLink({ talk, link }: { talk: Talk; link: Suggested }) {
  const t = useTranslations('conversations.suggested')
  const row = useTranslations('conversations.row')
  const may = useMay('conversations.write')
  const [busy, setBusy] = useState(false)
  const refile = useRefile(talk)
  const answer = useTalkAct(answerSuggestedLink, talk.id)
  const params = { messageId: link.messageId }
  const move = async () => {
    setBusy(true)
    if (!(await refile(link))) setBusy(false)
  }
  const no = () =>
    void sayWhile(answer({ params, body: { declined: true } }, { suggestedLink: null }), {
      words: t('declined'),
      undo: () => void answer({ params, body: { declined: false } }, { suggestedLink: link }),
    })
  return (
    <div className={`${banner.banner} ${css.suggested}`} role="status">
      <p className={banner.words}>
        {t.rich('words', {
          subject: link.subject || row('noSubject'),
          reference: link.reference,
          name: link.person?.name ?? row('someone'),
          talk: (words) => (
            <Link to="/conversations/$id" params={{ id: link.id }}>
              {words}
            </Link>
          ),
        })}
      </p>
      {may && (
        <div className={banner.acts}>
          <Button size="s" busy={busy} onClick={() => void move()}>
            {t('move')}
          </Button>
          <Button size="s" look="quiet" disabled={busy} onClick={no}>
            {t('no')}
          </Button>
        </div>
      )}
    </div>
  )
}
