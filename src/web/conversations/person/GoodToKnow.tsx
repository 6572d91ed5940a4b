import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { changePerson, readPerson } from '../../../contract/people.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './PersonPane.module.css'

/** What to know before one greets them; changed in its place. */
export function GoodToKnow({
  card,
}: {
  card: { id: string; goodToKnow: string; alsoGoodToKnow: readonly string[] }
}) {
  const t = useTranslations('conversations.person')
  const may = useMay('people.write')
  const queryClient = useQueryClient()
  const [words, setWords] = useState<string | null>(null)
  const change = useAct(changePerson)
  const params = { personId: card.id }
  const keep = async () => {
    if (words === null || change.isPending) return
    try {
      const { version } = await queryClient.fetchQuery({ ...reading(readPerson, { params }), staleTime: 0 })
      await change.mutateAsync({ params, body: { goodToKnow: words.trim(), version } })
      setWords(null)
      say({ words: t('kept') })
    } catch {
      // said at the foot; the words stay in the field
    }
  }
  if (!may && card.goodToKnow === '' && card.alsoGoodToKnow.length === 0) return null
  return (
    <section className={css.part}>
      <div className={css.head}>
        <h3>{t('goodToKnow')}</h3>
        {may && words === null && (
          <button
            type="button"
            className={css.small}
            aria-label={t(card.goodToKnow === '' ? 'addGoodToKnow' : 'changeGoodToKnow')}
            onClick={() => setWords(card.goodToKnow)}
          >
            {t(card.goodToKnow === '' ? 'add' : 'change')}
          </button>
        )}
      </div>
      {words === null ? (
        [card.goodToKnow, ...card.alsoGoodToKnow].map((words) => words && <p key={words}>{words}</p>)
      ) : (
        <>
          <TextArea
            label={t('goodToKnow')}
            hideLabel
            autoFocus
            rows={3}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setWords(null)}
          />
          <div className={css.acts}>
            <Button size="s" busy={change.isPending} onClick={() => void keep()}>
              {t('keep')}
            </Button>
            <Button size="s" look="quiet" onClick={() => setWords(null)}>
              {t('cancel')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
