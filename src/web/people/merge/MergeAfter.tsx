import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { previewMerge } from '../../../contract/people-merge.ts'
import { useSayLanguages } from '../say-languages.ts'
import css from './Merge.module.css'

/** What of both will be united, and what of it is more careful than it was. */
export function MergeAfter({ preview }: { preview: ReplyOf<typeof previewMerge> }) {
  const t = useTranslations('people.merge')
  const d = useTranslations('people.duplicates.reasons')
  const k = useTranslations('people.know')
  const c = useTranslations('contact')
  const sayLanguages = useSayLanguages()
  const { after, reasons } = preview
  const facts = [
    ['name', after.name],
    ['sayName', after.sayName],
    ['reach', after.handles.join(', ')],
    ['things', after.things.join(', ')],
    ['households', after.households.join(', ')],
    ['languages', sayLanguages(after.languages)],
    ['approach', k(`approaches.${after.approach}`)],
    ['since', after.knownSince?.slice(0, 4)],
    ['why', reasons.map((reason) => d(reason)).join(', ')],
  ] as const
  const careful = [
    after.never && t('never'),
    after.sensitive && t('sensitive'),
    ...after.withdrawn.map((w) =>
      t('withdrawn', {
        what: c(`switch.${w.switch as 'offers'}`).toLowerCase(),
        way: c(`way.${w.channel as 'email'}`),
      }),
    ),
    after.pagesShown && t('pages'),
  ].filter(Boolean)
  return (
    <>
      <dl className={css.facts}>
        {facts.map(
          ([name, words]) =>
            words && (
              <div key={name} className={css.fact}>
                <dt>{t(name)}</dt>
                <dd>{words}</dd>
              </div>
            ),
        )}
      </dl>
      {careful.length > 0 && (
        <section className={css.careful}>
          <h3>{t('careful')}</h3>
          {careful.map((line) => (
            <p key={String(line)}>{line}</p>
          ))}
        </section>
      )}
    </>
  )
}
