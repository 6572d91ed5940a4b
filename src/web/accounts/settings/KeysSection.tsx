import { useTranslations } from 'use-intl'
import { KeyRow } from '../../shell/KeyRow.tsx'
import css from '../../shell/KeysDialog.module.css'
import { KEY_BOOK, KEY_PLACES } from '../../shell/key-book.ts'
import { usePreferences } from '../../shell/preferences.tsx'
import { useSayVerb } from '../../shell/use-say-verb.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import { Switch } from '../../ui/Toggle.tsx'
import form from '../Form.module.css'
import settings from './Settings.module.css'

/** All keys of all screens: each can be changed or given back, and keys of one letter can be switched off. */
export function KeysSection() {
  const t = useTranslations('shell.keys')
  const sayVerb = useSayVerb()
  const { preferences, change } = usePreferences()
  return (
    <>
      <p className={settings.lede}>{t('allLede')}</p>
      <Switch
        label={t('single')}
        hint={t('singleHint')}
        checked={preferences.singleKeys}
        onChange={(singleKeys) => change({ singleKeys })}
      />
      <div className={css.groups}>
        {KEY_PLACES.map((place) => (
          <Section key={place} title={t(`places.${place}`)} level={3}>
            <ul>
              {KEY_BOOK.filter((booked) => booked.place === place).map(({ verb, keys }) => (
                <KeyRow key={verb} verb={verb} label={sayVerb(verb)} keys={preferences.keys[verb] ?? keys} />
              ))}
            </ul>
          </Section>
        ))}
      </div>
      {Object.keys(preferences.keys).length > 0 && (
        <div className={form.actions}>
          <Button onClick={() => change({ keys: {} })}>{t('reset')}</Button>
        </div>
      )}
    </>
  )
}
