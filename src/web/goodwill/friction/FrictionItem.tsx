import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay, useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { AnswerForm } from './AnswerForm.tsx'
import css from './Friction.module.css'
import type { Friction } from './friction-data.ts'

/** Once that a rule kept somebody from helping: for whom, what one would have done, and what was answered. */
export function FrictionItem({
  friction: one,
  named = true,
  answering = false,
}: {
  friction: Friction
  /** the rule is not named by what stands above */
  named?: boolean
  /** its answer is what one came for */
  answering?: boolean
}) {
  const t = useTranslations('friction')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const may = useMay('goodwill.give')
  const [open, setOpen] = useState(answering)
  const [begun, setBegun] = useState(false)
  const opener = useRef<HTMLSpanElement>(null)
  const close = () => {
    setOpen(false)
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus())
  }
  const mine = may && one.answer === null && one.rule.owner.id === member.id
  return (
    <li className={css.item}>
      {named && <p className={css.rule}>{one.rule.name}</p>}
      {one.hidden && <p className={css.soft}>{t('hidden')}</p>}
      {one.words && <p className={css.words}>{t('quoted', { words: one.words })}</p>}
      <p className={css.soft}>
        {t('by', { name: one.by.name, when: sayWhen(one.at) })}
        {one.person && (
          <>
            {' · '}
            <Link to="/people/$id" params={{ id: one.person.id }}>
              {one.person.name || t('someone')}
            </Link>
          </>
        )}
        {one.conversation && (
          <>
            {' · '}
            <Link to="/conversations/$id" params={{ id: one.conversation.id }} search={{}}>
              {one.conversation.subject || t('conversation')}
            </Link>
          </>
        )}
      </p>
      {one.answer && (
        <div className={css.answer}>
          <Chip tone={one.answer === 'kept' ? 'neutral' : 'ok'}>{t(`answers.${one.answer}.short`)}</Chip>
          <p className={css.words}>{one.answerWords}</p>
          <p className={css.soft}>
            {t('answered', {
              name: one.answeredBy?.name ?? '',
              when: one.answeredAt ? sayWhen(one.answeredAt) : '',
            })}
          </p>
        </div>
      )}
      {one.answer === null && !mine && (
        <p className={css.soft}>{t('waits', { name: one.rule.owner.name })}</p>
      )}
      {mine && !open && (
        <span ref={opener}>
          <Button
            size="s"
            onClick={() => {
              setBegun(true)
              setOpen(true)
            }}
          >
            {t('answer.open')}
          </Button>
        </span>
      )}
      {mine && open && <AnswerForm friction={one} begun={begun} onClose={close} />}
    </li>
  )
}
