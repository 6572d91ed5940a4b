import { Link } from '@tanstack/react-router'
import { Ellipsis, Lightbulb, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useSayGiven } from '../say-given.ts'
import css from './Given.module.css'
import type { GivenShown } from './given-data.ts'
import { LessonForm } from './LessonForm.tsx'
import { ReverseDialog } from './ReverseDialog.tsx'

/** Something that was given: what, why, by whom and by whose word; what became of it, and what colleagues may learn. */
export function GivenLine({ gesture, name }: { gesture: GivenShown; name: string }) {
  const t = useTranslations('goodwill.ofThem')
  const give = useTranslations('goodwill.give')
  const sayGiven = useSayGiven()
  const sayWhen = useSayWhen()
  const may = useMay('goodwill.give')
  const [over, setOver] = useState<'reverse' | 'lesson' | null>(null)
  const close = () => setOver(null)
  const { lesson, conversation } = gesture
  const what = sayGiven(gesture)
  const small = [
    t('by', { who: gesture.madeBy.name, at: sayWhen(gesture.givenAt ?? gesture.madeAt) }),
    gesture.givenBy === 'granted' && t('granted', { who: gesture.allowedBy?.name ?? '' }),
    gesture.givenBy === 'emergency' && t('emergency'),
    gesture.evidence !== 'none' && give(`evidence.${gesture.evidence}`),
    gesture.cause?.name,
  ]
  return (
    <li className={css.one}>
      <div className={css.head}>
        <div>
          <div className={classNames(css.what, gesture.reversedAt && css.back)}>{what}</div>
          <div className={css.why}>{gesture.why}</div>
          <div className={css.small}>
            {small.filter(Boolean).join(' · ')}
            {conversation && (
              <>
                {' · '}
                <Link to="/conversations/$id" params={{ id: conversation.id }} search={{}}>
                  {conversation.subject || t('talk')}
                </Link>
              </>
            )}
          </div>
          {gesture.reversedAt && <TakenBack gesture={gesture} name={name} />}
        </div>
        {may && (
          <Menu
            align="end"
            trigger={<IconButton icon={Ellipsis} size="s" label={t('more', { what })} tip={false} />}
          >
            <MenuItem icon={Lightbulb} onSelect={() => setOver('lesson')}>
              {t(lesson ? 'lessonChange' : 'lesson')}
            </MenuItem>
            {!gesture.reversedAt && (
              <MenuItem icon={Undo2} onSelect={() => setOver('reverse')}>
                {t('reverse')}
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      {over !== 'lesson' && lesson && (
        <p className={css.lesson}>
          {lesson.text} <span className={css.small}>{lesson.by.name}</span>
        </p>
      )}
      {over === 'lesson' && <LessonForm gesture={gesture} onClose={close} />}
      {over === 'reverse' && <ReverseDialog gesture={gesture} name={name} onClose={close} />}
    </li>
  )
}

function TakenBack({ gesture, name }: { gesture: GivenShown; name: string }) {
  const t = useTranslations('goodwill.ofThem')
  const { toldPromiseId } = gesture
  return (
    <div className={css.small}>
      {t('takenBack', { who: gesture.reversedBy?.name ?? '', why: gesture.reversedWhy ?? '' })}{' '}
      {gesture.reversedTold === 'said' && t('wasTold', { name })}
      {gesture.reversedTold === 'promised' && toldPromiseId && (
        <Link to="/promises/$id" params={{ id: toldPromiseId }}>
          {t('willBeTold', { name })}
        </Link>
      )}
    </div>
  )
}
