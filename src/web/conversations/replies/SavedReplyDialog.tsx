import { Paperclip, Plus, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { addSavedReply, changeSavedReply } from '../../../contract/saved-replies.ts'
import { VARIABLES } from '../../../domain/conversations/saved-replies.ts'
import form from '../../accounts/Form.module.css'
import { SaveTrouble } from '../../accounts/settings/SaveTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useMeanwhile } from '../../accounts/use-meanwhile.ts'
import { useAct } from '../../api/queries.ts'
import { useMay, useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { upload } from '../composer/upload.ts'
import { newId } from '../new-id.ts'
import { useSayBytes } from '../say-bytes.ts'
import css from './Replies.module.css'
import type { SavedReply } from './ReplyPicker.tsx'
import { ReplyPreview } from './ReplyPreview.tsx'

/** Tongues one can write a variant in beside those of the house. */
const LANGUAGES = 'en de fr es it pl tr uk ar nl pt cs da sv ro hu el'.split(' ')

/** Writes a saved reply: its name, its words in each language, what goes with it, whose it is. */
export function SavedReplyDialog({
  reply,
  text = '',
  onClose,
}: {
  reply?: SavedReply
  /** words said once, to begin with */
  text?: string
  onClose: () => void
}) {
  const t = useTranslations('savedReplies')
  const f = useTranslations('form')
  const sayBytes = useSayBytes()
  const formId = useId()
  const input = useRef<HTMLInputElement>(null)
  const locale = useLocale()
  const { workspace } = useSession()
  const mayShare = useMay('replies.share')
  const done = () => {
    say({ words: f('saved') })
    onClose()
  }
  const add = useAct(addSavedReply, { quiet: true, onSuccess: done })
  const change = useAct(changeSavedReply, { quiet: true, onSuccess: done })
  const error = add.error ?? change.error
  const present = {
    name: reply?.name ?? '',
    texts: (reply?.texts ?? { [workspace.language]: text }) as Record<string, string>,
    of: (reply?.of ?? 'me') as 'me' | 'all',
    fileIds: (reply?.files ?? []).map((file) => file.id as string),
  }
  // Files by id, those that a colleague attached or took off meanwhile too.
  const [uploaded, setUploaded] = useState<readonly SavedReply['files'][number][]>(reply?.files ?? [])
  const [failed, setFailed] = useState(false)
  const fields = useForm(present, {
    error,
    check: (v) => ({
      name: v.name.trim() ? undefined : f('missing'),
      texts: Object.values(v.texts).some((words) => words.trim()) ? undefined : f('missing'),
    }),
  })
  const { texts, of, fileIds } = fields.values
  const { version, met } = useMeanwhile(fields, { values: present, version: reply?.version }, { error })
  const known = [...uploaded, ...(reply?.files ?? [])]
  const files = fileIds.flatMap((id) => known.find((file) => file.id === id) ?? [])
  const setFileIds = (ids: readonly string[]) => fields.set('fileIds', [...ids])
  const put = (language: string, words: string) => fields.set('texts', { ...texts, [language]: words })
  const save = () => {
    const kept = Object.fromEntries(Object.entries(texts).filter(([, words]) => words.trim() !== ''))
    const body = { name: fields.values.name.trim(), texts: kept, of, fileIds }
    if (reply) change.mutate({ params: { replyId: reply.id }, body: { ...body, version } })
    else add.mutate({ body: { ...body, id: newId<'saved_reply'>() } })
  }
  const attach = async (chosen: readonly File[]) => {
    setFailed(false)
    const fresh: string[] = []
    for (const file of chosen) {
      const kept = await upload(file, () => {}).catch(() => setFailed(true))
      if (!kept) continue
      setUploaded((all) => [...all, kept])
      fresh.push(kept.id)
    }
  }
  const nameOf = (tag: string) => new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  const others = LANGUAGES.filter((tag) => !(tag in texts))
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(next) => !next && onClose()}
      title={t(reply ? 'editTitle' : 'newTitle')}
      lede={t('blanks')}
      actions={
        <Button type="submit" form={formId} look="filled" busy={add.isPending || change.isPending}>
          {f('save')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={fields.submit(save)} className={form.fields}>
        <TextField
          label={t('name')}
          placeholder={t('nameExample')}
          autoComplete="off"
          maxLength={80}
          {...fields.text('name')}
        />
        {Object.entries(texts).map(([language, words]) => (
          <Variant
            key={language}
            language={language}
            name={nameOf(language)}
            words={words}
            error={fields.wrongAt('texts')}
            onWords={(next) => put(language, next)}
          />
        ))}
        <div className={css.below}>
          <Menu
            trigger={
              <Button size="s" icon={Plus}>
                {t('addLanguage')}
              </Button>
            }
          >
            {others.map((tag) => (
              <MenuItem key={tag} onSelect={() => put(tag, '')}>
                {nameOf(tag)}
              </MenuItem>
            ))}
          </Menu>
          <Button size="s" icon={Paperclip} onClick={() => input.current?.click()}>
            {t('attach')}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            tabIndex={-1}
            aria-label={t('attach')}
            onChange={(event) => {
              void attach([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </div>
        {failed && <p role="alert">{t('attachFailed')}</p>}
        {files.length > 0 && (
          <ul className={css.files} aria-label={t('files')}>
            {files.map((file) => (
              <li key={file.id}>
                <Icon of={Paperclip} size={14} />
                {file.name} <span className={css.none}>{sayBytes(file.size)}</span>
                <IconButton
                  icon={X}
                  size="s"
                  label={t('detach', { name: file.name })}
                  onClick={() => setFileIds(fileIds.filter((id) => id !== file.id))}
                />
              </li>
            ))}
          </ul>
        )}
        {(mayShare || of === 'all') && (
          <Select
            label={t('whose')}
            value={of}
            onChange={(whose) => fields.set('of', whose)}
            choices={[
              { value: 'me', label: t('of.me') },
              { value: 'all', label: t('of.all') },
            ]}
          />
        )}
      </form>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { name: t('name'), texts: t('title'), of: t('whose'), fileIds: t('files') },
          words: (field, value) => (field === 'of' ? t(`of.${value as 'me' | 'all'}`) : undefined),
          sub: (field, sub) =>
            field === 'texts' ? nameOf(sub) : (known.find((file) => file.id === sub)?.name ?? ''),
        }}
      />
    </Dialog>
  )
}

function Variant({
  language,
  name,
  words,
  error,
  onWords,
}: {
  language: string
  name: string
  words: string
  error: string | undefined
  onWords: (words: string) => void
}) {
  const t = useTranslations('savedReplies')
  const area = useRef<HTMLTextAreaElement>(null)
  const insert = (variable: string) => {
    const { selectionStart: from = words.length, selectionEnd: to = words.length } = area.current ?? {}
    onWords(`${words.slice(0, from)}{{${variable}}}${words.slice(to)}`)
  }
  return (
    <div className={css.language}>
      <TextArea
        ref={area}
        label={t('words', { language: name })}
        rows={6}
        dir="auto"
        value={words}
        error={error}
        onChange={(event) => onWords(event.target.value)}
      />
      <div className={css.below}>
        <Menu trigger={<Button size="s">{t('insert')}</Button>}>
          {VARIABLES.map((variable) => (
            <MenuItem key={variable} hint={`{{${variable}}}`} onSelect={() => insert(variable)}>
              {t(`variables.${variable.replace('.', '_') as 'vehicle'}`)}
            </MenuItem>
          ))}
        </Menu>
      </div>
      <ReplyPreview words={words} language={language} />
    </div>
  )
}
