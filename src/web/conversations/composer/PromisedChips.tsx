import { HandHeart, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import css from '../../promises/heard/Heard.module.css'
import { PromisedBy } from '../../promises/heard/PromisedBy.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import own from './Composer.module.css'
import { type Draft, promisesOf, withPromises, writeDraft } from './drafts.ts'

/** The promises that go out with the reply, or are made with the note. */
export function PromisedChips({ id, draft }: { id: string; draft: Draft }) {
  const t = useTranslations('conversations.heard')
  const promises = promisesOf(draft)
  return promises.map((promise) => (
    <div key={promise.key} className={classNames(css.chip, css.solid, own.heard)}>
      <span className={css.icon}>
        <Icon of={HandHeart} />
      </span>
      <div className={css.words}>
        <p className={css.title}>
          <PromisedBy title={promise.what} language={promise.language} at={promise.due} />
        </p>
        <p className={css.sub}>{t(draft.mode === 'note' ? 'goesAlongNote' : 'goesAlong')}</p>
      </div>
      <IconButton
        icon={X}
        size="s"
        label={t('takeBack')}
        onClick={() =>
          writeDraft(id, {
            ...withPromises(
              draft,
              promises.filter((p) => p.key !== promise.key),
            ),
            dismissed: draft.dismissed.filter((key) => key !== promise.key),
          })
        }
      />
    </div>
  ))
}
