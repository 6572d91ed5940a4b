import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addForm, changeForm } from '../../../contract/forms.ts'
import type { SiteId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { CopyField } from './CopyField.tsx'
import { keptBase, keptOr, useKeeping } from './kept-drafts.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import type { WebForm } from './settings-data.ts'
import { useReread } from './use-reread.ts'

/** Makes a web form, changes it, or takes it off. */
export function WebFormDialog({ form, onClose }: { form?: WebForm | undefined; onClose: () => void }) {
  const t = useTranslations('settings.forms')
  const f = useTranslations('form')
  const formId = useId()
  const [id] = useState(newId<'form'>)
  const { member, sites } = useSession()
  const reread = useReread()
  const done = () => {
    forget()
    say({ words: f('saved') })
    onClose()
  }
  const add = useAct(addForm, { quiet: true, onSuccess: done })
  const change = useAct(changeForm, { quiet: true, onSuccess: done })
  const key = form ? `form:${form.id}` : 'form'
  const present = {
    name: form?.name ?? '',
    intro: form?.intro ?? '',
    thanks: form?.thanks ?? t('thanksUsual'),
    siteId: (form?.siteId ?? member.siteId) as SiteId,
  }
  const fields = useForm(keptOr(key, present), {
    error: add.error ?? change.error,
    check: (v) => ({
      name: v.name.trim() ? undefined : f('missing'),
      thanks: v.thanks.trim() ? undefined : f('missing'),
    }),
  })
  const { base, baseVersion, version, met } = useMeanwhile(
    fields,
    { values: present, version: form?.version },
    { error: change.error, began: keptBase(key) },
  )
  const forget = useKeeping(key, fields.values, base, baseVersion)
  const put = (archived: boolean) => {
    if (!form) return add.mutate({ body: { id, ...fields.values } })
    change.mutate(
      {
        params: { formId: form.id },
        body: { ...fields.values, archived, version },
      },
      { onError: reread },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={form ? form.name : t('add')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={add.isPending || change.isPending}>
            {form ? f('save') : f('add')}
          </Button>
          {form && (
            <Button look="quiet" onClick={() => put(!form.archived)}>
              {t(form.archived ? 'reopen' : 'close')}
            </Button>
          )}
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={fields.submit(() => put(form?.archived ?? false))}
        className={css.fields}
      >
        <TextField label={t('name')} placeholder={t('nameExample')} {...fields.text('name')} />
        <TextArea label={t('intro')} optional rows={2} {...fields.text('intro')} />
        <TextArea label={t('thanks')} rows={2} {...fields.text('thanks')} />
        {sites.length > 1 && (
          <Select
            label={t('site')}
            value={fields.values.siteId as string}
            onChange={(siteId) => fields.set('siteId', siteId as SiteId)}
            choices={sites.map((site) => ({ value: site.id as string, label: site.name }))}
          />
        )}
        {form && <CopyField label={t('embed')} hint={t('embedHint')} value={form.embed} />}
      </form>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { name: t('name'), intro: t('intro'), thanks: t('thanks'), siteId: t('site') },
          words: (field, value) =>
            field === 'siteId' ? (sites.find((site) => site.id === value)?.name ?? '') : undefined,
        }}
      />
    </Dialog>
  )
}
