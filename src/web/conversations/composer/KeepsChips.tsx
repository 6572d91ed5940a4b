import { useQuery } from '@tanstack/react-query'
import { HandHeart, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { readPromise } from '../../../contract/promises.ts'
import { isOpen } from '../../../domain/promises/overdue.ts'
import type { PromiseId } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import css from '../../promises/heard/Heard.module.css'
import { classNames } from '../../ui/class-names.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import own from './Composer.module.css'
import { readDraft, writeDraft } from './drafts.ts'

/** The promises that are kept as the reply is sent. `onDone`: one is to stay open. */
export function KeepsChips({
  id,
  keeps,
  onDone,
}: {
  id: string
  keeps: readonly string[]
  onDone: () => void
}) {
  return keeps.map((promiseId) => <KeepsChip key={promiseId} id={id} promiseId={promiseId} onDone={onDone} />)
}

function KeepsChip({ id, promiseId, onDone }: { id: string; promiseId: string; onDone: () => void }) {
  const t = useTranslations('conversations.keeps')
  const sayWhen = useSayWhen()
  const params = { promiseId: promiseId as PromiseId }
  // What was read before these words were taken back says that it is kept.
  const read = useQuery({ ...reading(readPromise, { params }), refetchOnMount: 'always' })
  const { data } = read
  const letGo = (instead: readonly string[] = []) =>
    writeDraft(id, { keeps: readDraft(id).keeps.flatMap((one) => (one === promiseId ? instead : one)) })
  // Settled meanwhile, or of another conversation by now: nothing is left for these words to keep but what took its place.
  const over =
    data !== undefined && read.isFetchedAfterMount && (!isOpen(data) || data.conversation?.id !== id)
  const after = data?.succeededBy
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is over
  useEffect(() => {
    if (over) letGo(after ? [after] : [])
  }, [over, after])
  return (
    <div className={classNames(css.chip, css.solid, own.heard)}>
      <span className={css.icon}>
        <Icon of={HandHeart} />
      </span>
      <div className={css.words}>
        <p className={css.title}>{t('title')}</p>
        {data && <p className={css.sub}>{t('what', { what: data.text, by: sayWhen(data.due, 'by') })}</p>}
      </div>
      <IconButton
        icon={X}
        size="s"
        label={t('leave')}
        onClick={() => {
          letGo()
          onDone()
        }}
      />
    </div>
  )
}
