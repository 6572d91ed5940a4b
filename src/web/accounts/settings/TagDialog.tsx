import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { changeTag, type listTags, mergeTag } from '../../../contract/tags.ts'
import { isSameTag, TAG_COLOURS, type TagColour } from '../../../domain/conversations/tags.ts'
import { useAct } from '../../api/queries.ts'
import { TagMark } from '../../conversations/TagMark.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { say } from '../../ui/toasts.tsx'
import form from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { SaveTrouble } from './SaveTrouble.tsx'

type Tag = ReplyOf<typeof listTags>['items'][number]

/** Renames a tag, gives it another colour, puts it away, or merges it into another. */
export function TagDialog({ tag, all, onClose }: { tag: Tag; all: readonly Tag[]; onClose: () => void }) {
  const t = useTranslations('settings.tags')
  const f = useTranslations('form')
  const formId = useId()
  const [into, setInto] = useState<string>('none')
  const done = (words: string) => {
    say({ words })
    onClose()
  }
  const change = useAct(changeTag, { quiet: true, onSuccess: () => done(f('saved')) })
  const merge = useAct(mergeTag, {
    quiet: true,
    onSuccess: (kept) => done(t('merged', { name: kept.name })),
  })
  const error = change.error ?? merge.error
  const present = { name: tag.name, colour: tag.colour as TagColour, retired: tag.retired }
  const isTaken = (name: string) => all.some((one) => one.id !== tag.id && isSameTag(one.name, name))
  const fields = useForm(present, {
    error,
    check: (v) => ({
      name: v.name.trim() === '' ? f('missing') : into === 'none' && isTaken(v.name) ? t('taken') : undefined,
    }),
  })
  const { version, met } = useMeanwhile(fields, { values: present, version: tag.version }, { error })
  const put = () => {
    const params = { tagId: tag.id }
    const other = all.find((one) => one.id === into)
    if (other) return merge.mutate({ params, body: { into: other.id, version } })
    change.mutate({ params, body: { ...fields.values, name: fields.values.name.trim(), version } })
  }
  const { colour, retired } = fields.values
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={tag.name}
      actions={
        <Button type="submit" form={formId} look="filled" busy={change.isPending || merge.isPending}>
          {into === 'none' ? f('save') : t('doMerge')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={fields.submit(put)} className={form.fields}>
        <TextField label={t('name')} autoComplete="off" maxLength={40} {...fields.text('name')} />
        <Select
          label={t('colour')}
          value={colour}
          onChange={(value) => fields.set('colour', value)}
          choices={TAG_COLOURS.map((value) => ({
            value,
            label: <TagMark name={t(`colours.${value}`)} colour={value} />,
          }))}
        />
        <Checkbox label={t('retire')} checked={retired} onChange={(on) => fields.set('retired', on)} />
        <Select
          label={t('merge')}
          hint={t('mergeHint')}
          value={into}
          onChange={setInto}
          choices={[
            { value: 'none', label: t('mergeNone') },
            ...all
              .filter((one) => one.id !== tag.id && !one.retired)
              .map((one) => ({ value: one.id as string, label: one.name })),
          ]}
        />
      </form>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { name: t('name'), colour: t('colour'), retired: t('retire') },
          words: (field, value) => (field === 'colour' ? t(`colours.${value as TagColour}`) : undefined),
        }}
      />
    </Dialog>
  )
}
