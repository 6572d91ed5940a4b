import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { fillIn } from '../../../domain/conversations/saved-replies.ts'
import { fillSignature, SIGNATURE_VARIABLES } from '../../../domain/conversations/signature.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { LOCALE_FACTS } from '../../../words/words.ts'
import replies from '../../conversations/replies/Replies.module.css'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { PlainText } from '../../ui/PlainText.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import css from '../Form.module.css'

/** A signature in each language of those who read it, with what is filled in when it is sent, and how it reads. */
export function SignatureFields({
  texts,
  onTexts,
  error,
  label,
}: {
  texts: Readonly<Record<string, string>>
  onTexts: (texts: Record<string, string>) => void
  error: string | undefined
  /** how a field is called, by its language */
  label: (language: string) => string
}) {
  const t = useTranslations('settings.signature')
  const locale = useLocale()
  const { workspace } = useSession()
  const nameOf = (tag: string) => new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  const shown = Object.keys(texts).length > 0 ? texts : { [workspace.language]: '' }
  // The house's own first.
  const languages = Object.keys(shown).toSorted(
    (a, b) => Number(b === workspace.language) - Number(a === workspace.language),
  )
  const others = Object.keys(LOCALE_FACTS).filter((tag) => !(tag in shown))
  return (
    <div className={css.fields}>
      {languages.map((language) => (
        <Variant
          key={language}
          label={label(nameOf(language))}
          words={shown[language]!}
          error={error}
          onWords={(next) => onTexts({ ...shown, [language]: next })}
        />
      ))}
      {others.length > 0 && (
        <div className={replies.below}>
          {others.map((tag) => (
            <Button key={tag} size="s" icon={Plus} onClick={() => onTexts({ ...shown, [tag]: '' })}>
              {t('in', { language: nameOf(tag) })}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

function Variant({
  label,
  words,
  error,
  onWords,
}: {
  label: string
  words: string
  error: string | undefined
  onWords: (words: string) => void
}) {
  const t = useTranslations('settings.signature')
  const s = useTranslations('savedReplies')
  const area = useRef<HTMLTextAreaElement>(null)
  const { member, sites } = useSession()
  const site = sites.find((one) => one.id === member.siteId)
  const reads = fillSignature({ en: words }, ['en'], {
    'my.first': firstName(member.name),
    'my.name': member.name,
    'site.name': site?.name,
    'site.telephone': site?.telephone,
  })
  const insert = (variable: string) => {
    const { selectionStart: from = words.length, selectionEnd: to = words.length } = area.current ?? {}
    onWords(`${words.slice(0, from)}{{${variable}}}${words.slice(to)}`)
  }
  return (
    <div className={replies.language}>
      <TextArea
        ref={area}
        label={label}
        rows={4}
        maxLength={1000}
        dir="auto"
        value={words}
        error={error}
        onChange={(event) => onWords(event.target.value)}
      />
      <div className={replies.below}>
        <Menu trigger={<Button size="s">{s('insert')}</Button>}>
          {SIGNATURE_VARIABLES.map((variable) => (
            <MenuItem key={variable} hint={`{{${variable}}}`} onSelect={() => insert(variable)}>
              {s(`variables.${variable.replace('.', '_') as 'my_name'}`)}
            </MenuItem>
          ))}
        </Menu>
      </div>
      {reads !== null && fillIn(words, {}).text.includes('{{') && (
        <div className={replies.reads}>
          <div className={replies.none}>{t('reads')}</div>
          <PlainText text={reads} />
        </div>
      )}
    </div>
  )
}

/** The languages of a signature that say something. */
export function writtenOf(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, words]) => words.trim() !== ''))
}
