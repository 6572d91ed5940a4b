import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useVerbList, type Verb } from '../ui/hotkeys.tsx'
import { Section } from '../ui/Section.tsx'
import { Switch } from '../ui/Toggle.tsx'
import { KeyRow } from './KeyRow.tsx'
import css from './KeysDialog.module.css'
import { usePreferences } from './preferences.tsx'

/** Every key of the present screen; each can be changed, and keys of one letter can be switched off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell')
  const { preferences, change } = usePreferences()
  const verbs = useVerbList().filter((verb) => verb.keys)
  const groups = new Map<string, Verb[]>()
  for (const verb of verbs) {
    const title = verb.group ?? t('palette.here')
    groups.set(title, [...(groups.get(title) ?? []), verb])
  }
  const order = (title: string) => (title === t('palette.here') ? 0 : 1)
  const remapped = Object.keys(preferences.keys).length > 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={t('keys.title')}
      lede={t('keys.lede')}
      actions={remapped && <Button onClick={() => change({ keys: {} })}>{t('keys.reset')}</Button>}
    >
      <div className={css.groups}>
        {[...groups]
          .sort((a, b) => order(a[0]) - order(b[0]))
          .map(([title, list]) => (
            <Section key={title} title={title} level={3}>
              <ul>
                {list.map((verb) => (
                  <KeyRow key={verb.id} verb={verb.id} label={verb.label} keys={verb.keys ?? ''} />
                ))}
              </ul>
            </Section>
          ))}
      </div>
      <Switch
        label={t('keys.single')}
        hint={t('keys.singleHint')}
        checked={preferences.singleKeys}
        onChange={(singleKeys) => change({ singleKeys })}
      />
    </Dialog>
  )
}
