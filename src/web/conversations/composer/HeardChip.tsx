import { HandHeart, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { Instant } from '../../../domain/shared/time.ts'
import { DueField, NO_DUE, optionWords, type TypedDue } from '../../promises/DueField.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Talk } from '../talk.ts'
import { useByWords } from './by-words.ts'
import { type Draft, promisesOf, withPromises, writeDraft } from './drafts.ts'
import css from './HeardChip.module.css'
import type { Heard } from './use-heard.ts'

/** A promise heard in the words: what the customer would read, and one press to make it one. */
export function HeardChip({
  talk,
  draft,
  heard,
  typing,
  onColleague,
}: {
  talk: Talk
  draft: Draft
  heard: Heard
  /** while one writes, P is a letter: another key promises */
  typing: boolean
  /** a note that names a colleague: to whom it is promised is asked first */
  onColleague: () => void
}) {
  const t = useTranslations('conversations.heard')
  const sayWhen = useSayWhen()
  const byWords = useByWords()
  const { dates, zone } = useClock()
  const [typed, setTyped] = useState<TypedDue>(NO_DUE)
  const [dating, setDating] = useState(false)
  const undated = ['open', 'past', 'impossible'].includes(heard.due.kind) && talk.person !== null
  const { hasPage } = talk.replyTo
  const name = firstName(talk.person?.name ?? '')
  const colleague = draft.mode === 'note' ? heard.colleague : null
  const at: Instant | null = heard.due.kind === 'at' ? heard.due.instant : typed.at
  const promise = (due: Instant) => {
    const { key, text, title, saidAs } = heard
    writeDraft(talk.id, withPromises(draft, [...promisesOf(draft), { key, text, what: title, saidAs, due }]))
  }
  return (
    <div className={css.chip}>
      <span className={css.icon}>
        <Icon of={HandHeart} />
      </span>
      <div className={css.words}>
        <p className={css.title}>{at ? t('title', { title: heard.title, by: byWords(at) }) : heard.title}</p>
        <p className={css.sub}>
          {colleague
            ? t('toColleague', { name: colleague })
            : talk.person
              ? heard.due.kind === 'past'
                ? t(hasPage ? 'past' : 'pastOnly', { when: sayWhen(heard.due.instant), name })
                : heard.due.kind === 'ambiguous'
                  ? t('which', { words: heard.saidAs ?? '' })
                  : heard.due.kind === 'impossible'
                    ? t('impossible', { words: heard.saidAs ?? '' })
                    : heard.due.kind === 'open'
                      ? t(hasPage ? 'open' : 'unseen', { name })
                      : t(hasPage ? 'seen' : 'unseen', { name })
              : t('whose')}
        </p>
        {heard.due.kind === 'ambiguous' && talk.person && (
          <div className={css.options}>
            {heard.due.options.map((option) => (
              <Button key={option} size="s" onClick={() => promise(option)}>
                {optionWords(option, dates, zone)}
              </Button>
            ))}
          </div>
        )}
        {undated && dating && (
          <div className={css.due}>
            <DueField hideLabel label={t('due')} value={typed} onChange={setTyped} siteId={talk.siteId} />
          </div>
        )}
      </div>
      <div className={css.acts}>
        {talk.person && at && heard.due.kind !== 'ambiguous' && (
          <Button
            look="filled"
            size="s"
            keys={typing ? 'mod+shift+p' : 'p'}
            onClick={() => (colleague ? onColleague() : promise(at))}
          >
            {t('promise')}
          </Button>
        )}
        {undated && !dating && (
          <Button size="s" onClick={() => setDating(true)}>
            {t('when')}
          </Button>
        )}
        <IconButton
          icon={X}
          size="s"
          label={t('dismiss')}
          onClick={() => writeDraft(talk.id, { dismissed: [...draft.dismissed, heard.key] })}
        />
      </div>
    </div>
  )
}

/** Says that more was heard: one is asked at a time. */
export function HeardMore({ count }: { count: number }) {
  const t = useTranslations('conversations.heard')
  return <p className={css.more}>{t('more', { count })}</p>
}
