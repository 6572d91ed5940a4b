import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { Line } from '../../ui/Line.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { HeardSentence } from './HeardSentence.tsx'
import css from './LookBack.module.css'
import type { Finding } from './look-back-data.ts'

/** One thing found: to whom, the sentence, who said it when, by when; made a promise or let go in one press. */
export function FindingLine({
  finding,
  onConfirm,
  onDismiss,
}: {
  finding: Finding
  onConfirm: () => void
  onDismiss: () => void
}) {
  const t = useTranslations('lookBack')
  const sayWhen = useSayWhen()
  const may = useMay('promises.write')
  const { kind, name, mailAt, saidBy, subject, laterWord, conversation } = finding
  const on = sayWhen(mailAt, 'at')
  const promised = kind === 'promise'
  const why = [
    promised
      ? t(saidBy ? 'line.saidBy' : 'line.said', { name: saidBy?.name ?? '', on })
      : t('line.wrote', { on }),
    promised && t(laterWord ? 'line.laterWord' : 'line.noLaterWord'),
    subject,
  ].filter(Boolean)
  return (
    <Line
      avatar={name}
      who={name}
      why={why.join(' · ')}
      chipBelow
      chip={promised && <DueChip finding={finding} />}
      action={
        may && (
          <>
            <Button size="s" onClick={onConfirm}>
              {t(promised ? 'line.confirm' : 'line.answer')}
              <VisuallyHidden>: {name}</VisuallyHidden>
            </Button>
            <Button size="s" look="quiet" onClick={onDismiss}>
              {t('line.dismiss')}
              <VisuallyHidden>: {name}</VisuallyHidden>
            </Button>
          </>
        )
      }
    >
      <HeardSentence finding={finding} />
      {conversation && (
        <Link to="/conversations/$id" params={{ id: conversation.id }} className={css.talk}>
          {t('line.conversation')}
        </Link>
      )}
    </Line>
  )
}

function DueChip({ finding: { due, saidAs, laterWord } }: { finding: Finding }) {
  const t = useTranslations('lookBack.line')
  const sayWhen = useSayWhen()
  const { now } = useClock()
  if (!due) return <Chip>{saidAs ?? t('noDue')}</Chip>
  const passed = due <= now
  const words = passed ? t('wasDue', { by: sayWhen(due, 'by') }) : sayWhen(due, 'by')
  return <Chip tone={passed && !laterWord ? 'wait' : 'neutral'}>{words}</Chip>
}
