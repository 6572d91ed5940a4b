import { useTranslations } from 'use-intl'
import { Chip, type ChipTone } from '../ui/Chip.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Line } from '../ui/Line.tsx'
import { type Import, isUnderWay } from './imports-data.ts'

const TONES: Partial<Record<Import['state'], ChipTone>> = {
  done: 'ok',
  failed: 'wait',
  paused: 'wait',
  checked: 'wait',
  ready: 'wait',
}

/** One import in the list: what, by whom, how it stands. */
export function ImportLine({ brought }: { brought: Import }) {
  const t = useTranslations('imports')
  const sayWhen = useSayWhen()
  const { kind, state, name, askedBy, createdAt, counts } = brought
  const when = t('askedBy', { name: askedBy.name, when: sayWhen(createdAt, 'at') })
  const figures = ['done', 'running', 'paused', 'failed'].includes(state)
    ? t(`sum.${kind === 'people' ? 'people' : 'mails'}`, counts)
    : null
  return (
    <Line
      who={name}
      what={t(`kinds.${kind}`)}
      why={[when, figures].filter(Boolean).join(' · ')}
      chip={
        <Chip tone={isUnderWay(brought) ? 'neutral' : (TONES[state] ?? 'neutral')}>
          {t(`states.${state}`)}
        </Chip>
      }
      to={{ to: '/settings/imports/$id', params: { id: brought.id } }}
    />
  )
}
