import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import css from './Banners.module.css'
import { readDraft, writeDraft } from './composer/drafts.ts'
import { NextContactDialog } from './NextContactDialog.tsx'
import type { Talk } from './talk.ts'

/** After the close, in one quiet line: anything else, and something to look forward to. Both may be left out without a reason. */
export function ClosingLine({ talk }: { talk: Talk }) {
  const t = useTranslations('conversations.closing')
  const sayWhen = useSayWhen()
  const [skipped, setSkipped] = useState(false)
  const [next, setNext] = useState(false)
  const unanswered = talk.unanswered && <span className={css.unanswered}>{t('unanswered')}</span>
  if (talk.nextContact)
    return (
      <p className={css.line}>
        {unanswered}
        {t('nextSet', { what: talk.nextContact.what, when: sayWhen(talk.nextContact.due, 'day') })}
      </p>
    )
  if (skipped || !talk.person) return unanswered && <p className={css.line}>{unanswered}</p>
  const ask = () => {
    const draft = readDraft(talk.id)
    writeDraft(talk.id, { mode: 'reply', reply: draft.reply || t('anythingElseWords') }, true)
    focusComposer()
  }
  return (
    <div className={css.line}>
      {unanswered || <span>{t('offers')}</span>}
      {talk.unanswered ? (
        <Button size="s" look="quiet" onClick={focusComposer}>
          {t('answer')}
        </Button>
      ) : (
        <Button size="s" look="quiet" onClick={ask}>
          {t('anythingElse')}
        </Button>
      )}
      <Button size="s" look="quiet" onClick={() => setNext(true)}>
        {t('next')}
      </Button>
      <Button size="s" look="quiet" onClick={() => setSkipped(true)}>
        {t('skip')}
      </Button>
      {next && <NextContactDialog talk={talk} person={talk.person} onClose={() => setNext(false)} />}
    </div>
  )
}

function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-composer]')?.focus()
}
