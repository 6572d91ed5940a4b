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
import { Line, Lines } from '../../ui/Line.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { Section } from '../../ui/Section.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Learn.module.css'
import { LookDialog } from './LookDialog.tsx'
import { type Gesture, placeOf, useSayGesture } from './say-gesture.ts'

/** What was given above a limit or in an emergency, to look at by three questions (A4); `open`: the one a notice led to. */
export function ToLookAt({ open }: { open: string | undefined }) {
  const t = useTranslations('goodwill.learn')
  const f = useTranslations('form')
  const navigate = useNavigate()
  const [looking, setLooking] = useState<Gesture | null>(null)
  const query = useInfiniteQuery(paging(listToLookAt))
  const { data: led } = useQuery({
    ...reading(listToLookAt, { query: { gestureId: (open ?? '') as never } }),
    enabled: open !== undefined,
  })
  const items = itemsOf(query.data)
  const shown = looking ?? (open ? led?.items[0] : undefined)
  const close = () => {
    setLooking(null)
    if (open) void navigate({ to: '/goodwill/$part', params: { part: 'learn' }, search: {}, replace: true })
  }
  return (
    <Section title={t('toLookAt')}>
      <p className={css.small}>{t('toLookAtWords')}</p>
      <PartState query={query} empty={items.length === 0} none={t('none')} />
      {items.length > 0 && (
        <Lines label={t('toLookAt')}>
          {items.map((gesture) => (
            <GestureLine key={gesture.id} gesture={gesture} onLook={() => setLooking(gesture)} />
          ))}
        </Lines>
      )}
      {query.hasNextPage && (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
      {shown && <LookDialog key={shown.id} gesture={shown} onClose={close} />}
    </Section>
  )
}

function GestureLine({ gesture, onLook }: { gesture: Gesture; onLook: () => void }) {
  const t = useTranslations('goodwill.learn')
  const sayGesture = useSayGesture()
  const sayWhen = useSayWhen()
  const { member, permissions } = useSession()
  const mine = gesture.madeBy.id === member.id
  return (
    <Line
      who={gesture.person.name}
      what={sayGesture(gesture)}
      why={[
        sayWhen(gesture.givenAt!, 'day'),
        t('why', { why: gesture.why }),
        ...(mine ? [t('mine')] : []),
      ].join(' · ')}
      chip={<Chip>{t(gesture.givenBy === 'emergency' ? 'emergency' : 'granted')}</Chip>}
      chipBelow
      keepsAction
      to={placeOf(gesture)}
      action={
        !mine &&
        permissions.includes('goodwill.give') && (
          <Button size="s" onClick={onLook}>
            {t('look')}
            <VisuallyHidden> {`${gesture.person.name}, ${sayGesture(gesture)}`}</VisuallyHidden>
          </Button>
        )
      }
    />
  )
}
