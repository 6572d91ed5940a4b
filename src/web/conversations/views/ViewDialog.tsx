import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { addView, changeView } from '../../../contract/views.ts'
import { VIEW_ICONS, type ViewIcon } from '../../../domain/conversations/views.ts'
import form from '../../accounts/Form.module.css'
import { SaveTrouble } from '../../accounts/settings/SaveTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useMeanwhile } from '../../accounts/use-meanwhile.ts'
import { useAct } from '../../api/queries.ts'
import { useMay, useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { newId } from '../new-id.ts'
import css from './SavedViews.module.css'
import { type At, type SavedView, useGoTo } from './use-at.ts'
import { useLetGo } from './use-let-go.ts'
import { ICONS } from './view-icons.ts'

/** Names what narrows the inbox and says whose view it is; or changes one that was kept, or lets it go. */
export function ViewDialog({
  at,
  view,
  onClose,
}: {
  /** where one is, to keep it */
  at?: At
  view?: SavedView | undefined
  onClose: () => void
}) {
  const t = useTranslations('conversations.narrow')
  const f = useTranslations('form')
  const formId = useId()
  const { member, teams } = useSession()
  const mayShare = useMay('views.share')
  const goTo = useGoTo()
  const letGo = useLetGo()
  const add = useAct(addView, {
    quiet: true,
    onSuccess: (made) => {
      say({ words: t('kept', { name: made.name }) })
      onClose()
      goTo(made.id)
    },
  })
  const change = useAct(changeView, {
    quiet: true,
    onSuccess: (made) => {
      say({ words: t('changed', { name: made.name }) })
      onClose()
    },
  })
  const error = add.error ?? change.error
  const shared = view ? (view.of === 'team' ? view.teamId! : view.of) : 'me'
  const present = { name: view?.name ?? '', icon: view?.icon ?? ('list' as ViewIcon), of: shared as string }
  const fields = useForm(present, {
    error,
    check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
  })
  const { version, met } = useMeanwhile(fields, { values: present, version: view?.version }, { error })
  const save = () => {
    const { name, icon, of } = fields.values
    const whose =
      of === 'me' || of === 'all' ? { of, teamId: null } : { of: 'team' as const, teamId: of as never }
    const { base, narrowed } = view ?? at!
    const body = { name: name.trim(), icon, base, narrowed, ...(whose as { of: 'me'; teamId: null }) }
    if (view) change.mutate({ params: { viewId: view.id }, body: { ...body, version } })
    else add.mutate({ body: { ...body, id: newId<'inbox_view'>() } })
  }
  const mine = teams.filter((team) => !team.archived && (mayShare || team.memberIds.includes(member.id)))
  const whose = [
    { value: 'me', label: t('of.me') },
    ...mine.map((team) => ({ value: team.id as string, label: t('of.team', { name: team.name }) })),
    ...(mayShare || shared === 'all' ? [{ value: 'all', label: t('of.all') }] : []),
  ]
  return (
    <Dialog
      open
      size="s"
      onOpenChange={(next) => !next && onClose()}
      title={view ? t('editTitle') : t('keepTitle')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={add.isPending || change.isPending}>
            {f('save')}
          </Button>
          {view && (
            <Button
              look="quiet"
              onClick={() => {
                onClose()
                letGo(view)
              }}
            >
              {t('letGo')}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={fields.submit(save)} className={form.fields}>
        <TextField
          label={t('name')}
          autoComplete="off"
          maxLength={60}
          placeholder={t('nameExample')}
          {...fields.text('name')}
        />
        <fieldset className={css.icons}>
          <legend>{t('icon')}</legend>
          {VIEW_ICONS.map((icon) => (
            <label key={icon} className={css.icon}>
              <input
                type="radio"
                name={`${formId}-icon`}
                aria-label={t(`icons.${icon}`)}
                checked={fields.values.icon === icon}
                onChange={() => fields.set('icon', icon)}
              />
              <Icon of={ICONS[icon]} size={17} />
            </label>
          ))}
        </fieldset>
        {whose.length > 1 && (
          <Select
            label={t('whose')}
            hint={t('whoseHint')}
            value={fields.values.of}
            onChange={(of) => fields.set('of', of)}
            choices={whose}
          />
        )}
      </form>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { name: t('name'), icon: t('icon'), of: t('whose') },
          words: (field, value) =>
            field === 'icon'
              ? t(`icons.${value as ViewIcon}`)
              : field === 'of'
                ? whose.find((one) => one.value === value)?.label
                : undefined,
        }}
      />
    </Dialog>
  )
}
