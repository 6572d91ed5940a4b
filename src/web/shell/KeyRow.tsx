import { Undo2 } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd, useCapNames } from '../ui/Kbd.tsx'
import { drawKeys, isApple, type Keys, writeKeys } from '../ui/keys.ts'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import css from './KeysDialog.module.css'
import { clashesOf } from './key-book.ts'
import { usePreferences } from './preferences.tsx'
import { useSayVerb } from './use-say-verb.ts'

/** A verb with its key, which can be changed by pressing another one, and given back; what has the same key is named. */
export function KeyRow({ verb, label, keys }: { verb: string; label: string; keys: Keys }) {
  const t = useTranslations('shell.keys')
  const caps = useCapNames()
  const sayVerb = useSayVerb()
  const clashId = useId()
  const { preferences, change } = usePreferences()
  const [listening, setListening] = useState(false)
  const clashes = clashesOf(verb, keys, preferences.keys).map(sayVerb)
  const { [verb]: own, ...others } = preferences.keys
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setListening(false)
    const pressed = writeKeys(event.nativeEvent, isApple())
    if (!pressed) return
    change({ keys: { ...preferences.keys, [verb]: pressed } })
    setListening(false)
  }
  return (
    <li className={css.row}>
      <span>
        {label}
        {clashes.length > 0 && (
          <span id={clashId} className={css.clash} role="status">
            {t('clash', { verbs: clashes.join(', ') })}
          </span>
        )}
      </span>
      <span className={css.keys}>
        {own !== undefined && (
          <IconButton
            icon={Undo2}
            size="s"
            label={t('resetOne', { verb: label })}
            onClick={() => change({ keys: others })}
          />
        )}
        <button
          type="button"
          className={css.key}
          aria-describedby={clashes.length > 0 ? clashId : undefined}
          onClick={() => setListening(!listening)}
          onBlur={() => setListening(false)}
          onKeyDown={onKeyDown}
        >
          <VisuallyHidden>
            {t('change', { verb: label })} {drawKeys(keys, isApple(), caps).join(' ')}
          </VisuallyHidden>
          {listening ? <span className={css.listening}>{t('press')}</span> : <Kbd keys={keys} />}
        </button>
      </span>
    </li>
  )
}
