import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { changePerson } from '../../../contract/people.ts'
import { Meanwhile } from '../../accounts/Meanwhile.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useMeanwhile } from '../../accounts/use-meanwhile.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './PersonPane.module.css'

type Card = { id: string; version: number; goodToKnow: string; alsoGoodToKnow: readonly string[] }

/** What to know before one greets them; changed in its place. */
export function GoodToKnow({ card }: { card: Card }) {
  const t = useTranslations('conversations.person')
  const may = useMay('people.write')
  const [changing, setChanging] = useState(false)
  if (!may && card.goodToKnow === '' && card.alsoGoodToKnow.length === 0) return null
  return (
    <section className={css.part}>
      <div className={css.head}>
        <h3>{t('goodToKnow')}</h3>
        {may && !changing && (
          <button
            type="button"
            className={css.small}
            aria-label={t(card.goodToKnow === '' ? 'addGoodToKnow' : 'changeGoodToKnow')}
            onClick={() => setChanging(true)}
          >
            {t(card.goodToKnow === '' ? 'add' : 'change')}
          </button>
        )}
      </div>
      {changing ? (
        <ChangeIt card={card} onClose={() => setChanging(false)} />
      ) : (
        [card.goodToKnow, ...card.alsoGoodToKnow].map((words) => words && <p key={words}>{words}</p>)
      )}
    </section>
  )
}

function ChangeIt({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useTranslations('conversations.person')
  const change = useAct(changePerson, {
    quiet: ['changed_meanwhile'],
    onSuccess: () => {
      onClose()
      say({ words: t('kept') })
    },
  })
  const present = { goodToKnow: card.goodToKnow }
  const form = useForm(present)
  const { version, met } = useMeanwhile(form, { values: present, version: card.version }, change)
  const keep = form.submit(({ goodToKnow }) => {
    if (change.isPending) return
    change.mutate({
      params: { personId: card.id as never },
      body: { goodToKnow: goodToKnow.trim(), version },
    })
  })
  return (
    <>
      <TextArea
        label={t('goodToKnow')}
        hideLabel
        autoFocus
        rows={3}
        {...form.text('goodToKnow')}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <Meanwhile met={met} says={{ labels: { goodToKnow: t('goodToKnow') } }} />
      <div className={css.acts}>
        <Button size="s" busy={change.isPending} onClick={() => keep()}>
          {t('keep')}
        </Button>
        <Button size="s" look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </>
  )
}
