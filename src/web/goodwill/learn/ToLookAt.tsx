import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listToLookAt } from '../../../contract/learning.ts'
import { itemsOf, paging, reading } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Line } from '../../ui/Line.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import { useFocusLeft } from '../../ui/use-focus-left.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useSayGiven } from '../say-given.ts'
import css from './Learn.module.css'
import { LookDialog } from './LookDialog.tsx'
import { type Gesture, placeOf } from './learn-data.ts'

/** What was given above a limit or in an emergency, to look at by three questions (A4); `open`: the one a notice led to. */
export function ToLookAt({ open }: { open: string | undefined }) {
  const t = useTranslations('goodwill.learn')
  const navigate = useNavigate()
  const [looking, setLooking] = useState<Gesture | null>(null)
  const query = useInfiniteQuery(paging(listToLookAt))
  const place = useFocusLeft(itemsOf(query.data).length)
  const { data: led } = useQuery({
    ...reading(listToLookAt, { query: { gestureId: (open ?? '') as never } }),
    enabled: open !== undefined,
  })
  const shown = looking ?? (open ? led?.items[0] : undefined)
  const close = () => {
    setLooking(null)
    if (open) void navigate({ to: '/goodwill/$part', params: { part: 'learn' }, search: {}, replace: true })
  }
  return (
    <Section title={t('toLookAt')}>
      <p className={css.small}>{t('toLookAtWords')}</p>
      <div ref={place} tabIndex={-1} className={css.place}>
        <PagedList
          query={query}
          look="lines"
          label={t('toLookAt')}
          none={t('none')}
          keyOf={(gesture) => gesture.id}
          loads={2}
          row={(gesture) => <GestureLine gesture={gesture} onLook={() => setLooking(gesture)} />}
        />
      </div>
      {shown && <LookDialog key={shown.id} gesture={shown} onClose={close} />}
    </Section>
  )
}

function GestureLine({ gesture, onLook }: { gesture: Gesture; onLook: () => void }) {
  const t = useTranslations('goodwill.learn')
  const sayGiven = useSayGiven()
  const sayWhen = useSayWhen()
  const { member, permissions } = useSession()
  const { person } = gesture
  const mine = gesture.madeBy.id === member.id
  const whose = mine ? 'mine' : gesture.mayLook ? null : 'allowedByYou'
  return (
    <Line
      who={person?.name ?? t('someone')}
      what={sayGiven(gesture)}
      why={[
        sayWhen(gesture.givenAt!, 'day'),
        person ? t('why', { why: gesture.why }) : t('hidden'),
        ...(whose ? [t(whose)] : []),
      ].join(' · ')}
      chip={<Chip>{t(gesture.givenBy === 'emergency' ? 'emergency' : 'granted')}</Chip>}
      chipBelow
      keepsAction
      {...(person && { to: placeOf({ ...gesture, person }) })}
      action={
        gesture.mayLook &&
        permissions.includes('goodwill.give') && (
          <Button size="s" onClick={onLook}>
            {t('look')}
            <VisuallyHidden> {`${person?.name ?? t('someone')}, ${sayGiven(gesture)}`}</VisuallyHidden>
          </Button>
        )
      }
    />
  )
}
