import { useTranslations } from 'use-intl'
import { hearBack } from '../../../contract/needs.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './Thread.module.css'

/** What we understood, said back; and whether they said yes to it. */
export function HeardBack({ talk, by }: { talk: Talk; by: string | null }) {
  const t = useTranslations('conversations.heardBack')
  const may = useMay('conversations.write')
  const confirm = useTalkAct(hearBack, talk.id)
  const heard = talk.heardBack
  if (!heard) return null
  const name = firstName(talk.person?.name ?? t('they'))
  return (
    <p className={css.event}>
      {by && `${by}: `}
      {t('words', { words: heard.text })} {t(heard.confirmedAt ? 'yes' : 'open', { name })}
      {!heard.confirmedAt && may && !talk.closedAt && (
        <Button
          size="s"
          look="quiet"
          onClick={() =>
            void confirm({
              params: { conversationId: talk.id },
              body: { text: heard.text, confirmed: true },
            })
          }
        >
          {t('confirm', { name })}
        </Button>
      )}
    </p>
  )
}
