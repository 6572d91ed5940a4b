import { useTranslations } from 'use-intl'
import { changeMember } from '../../../contract/accounts.ts'
import { UNDO_CHOICES } from '../../../domain/conversations/undo-send.ts'
import { chooseLocale, LOCALE_FACTS } from '../../../words/words.ts'
import { useAct } from '../../api/queries.ts'
import { usePreferences } from '../../shell/preferences.tsx'
import { useMay, useSession } from '../../shell/session.tsx'
import { useShellActs } from '../../shell/shell-acts.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Switch } from '../../ui/Toggle.tsx'
import { say } from '../../ui/toasts.tsx'
import form from '../Form.module.css'
import { languageChoices } from '../language-choices.ts'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { AddressPart } from './AddressPart.tsx'
import { SaveTrouble } from './SaveTrouble.tsx'
import css from './Settings.module.css'
import { SignaturePart } from './SignaturePart.tsx'
import { useSessionChanged } from './use-session-changed.ts'
import { WorkspaceChoice } from './WorkspaceChoice.tsx'

const OF_THE_HOUSE = 'house'

/** What belongs to the one signed in alone. */
export function MeSection() {
  const t = useTranslations('settings.me')
  const s = useTranslations('shell')
  const { member, workspace } = useSession()
  const mayWrite = useMay('conversations.write')
  const ofWorkspace = LOCALE_FACTS[chooseLocale([workspace.language])].name
  const here = useTranslations('conversations.together')
  const { preferences, change } = usePreferences()
  const { openKeys, signOut } = useShellActs()
  return (
    <>
      <NameForm />
      <p className={css.small}>{s(`jobs.${member.job}`)}</p>
      <div className={css.part}>
        <Select
          label={t('language')}
          value={preferences.language ?? OF_THE_HOUSE}
          onChange={(chosen) => change({ language: chosen === OF_THE_HOUSE ? null : chosen })}
          choices={[
            { value: OF_THE_HOUSE, label: t('languageOfWorkspace', { language: ofWorkspace }) },
            ...languageChoices(),
          ]}
        />
      </div>
      <div className={css.part}>
        <div className={css.setting}>
          <span>{s('member.theme')}</span>
          <Segmented
            label={s('member.theme')}
            value={preferences.theme}
            onChange={(theme) => change({ theme })}
            segments={[
              { value: 'system', label: t('system') },
              { value: 'light', label: s('member.themeLight') },
              { value: 'dark', label: s('member.themeDark') },
            ]}
          />
        </div>
        <div className={css.setting}>
          <span>{s('member.density')}</span>
          <Segmented
            label={s('member.density')}
            value={preferences.density}
            onChange={(density) => change({ density })}
            segments={[
              { value: 'comfortable', label: s('member.densityComfortable') },
              { value: 'compact', label: s('member.densityCompact') },
            ]}
          />
        </div>
        <div className={css.setting}>
          <span>{t('undoSend')}</span>
          <Segmented
            label={t('undoSend')}
            value={String(preferences.undoSeconds)}
            onChange={(seconds) =>
              change({ undoSeconds: UNDO_CHOICES.find((choice) => String(choice) === seconds) ?? 10 })
            }
            segments={UNDO_CHOICES.map((seconds) => ({
              value: String(seconds),
              label: t('seconds', { seconds }),
            }))}
          />
        </div>
        <Switch
          label={s('keys.single')}
          hint={s('keys.singleHint')}
          checked={preferences.singleKeys}
          onChange={(singleKeys) => change({ singleKeys })}
        />
        <Switch
          label={t('afterClose')}
          hint={t('afterCloseHint')}
          checked={preferences.afterClose === 'next'}
          onChange={(next) => change({ afterClose: next ? 'next' : 'stay' })}
        />
        <Switch
          label={here('show')}
          hint={here('showHint')}
          checked={preferences.showWhere}
          onChange={(showWhere) => change({ showWhere })}
        />
      </div>
      <div className={form.actions}>
        <Button onClick={openKeys}>{s('keys.open')}</Button>
      </div>
      {mayWrite && <SignaturePart />}
      <AddressPart />
      <WorkspaceChoice />
      <div className={css.part}>
        <Button onClick={signOut}>{s('member.signOut')}</Button>
      </div>
    </>
  )
}

function NameForm() {
  const t = useTranslations('settings.me')
  const f = useTranslations('form')
  const { member } = useSession()
  const changed = useSessionChanged()
  const act = useAct(changeMember, {
    quiet: true,
    onSuccess: (reply) => {
      begin(reply.version)
      changed()
      say({ words: f('saved') })
    },
  })
  const fields = useForm(
    { name: member.name },
    { error: act.error, check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }) },
  )
  const { version, begin, met } = useMeanwhile(
    fields,
    { values: { name: member.name }, version: member.version },
    { error: act.error },
  )
  const send = fields.submit(({ name }) =>
    act.mutate(
      { params: { memberId: member.id }, body: { name: name.trim(), version } },
      { onError: changed },
    ),
  )
  return (
    <form noValidate onSubmit={send} className={form.fields}>
      <div className={css.copy}>
        <TextField label={t('name')} autoComplete="name" {...fields.text('name')} />
        <Button type="submit" busy={act.isPending} aria-disabled={fields.values.name === member.name}>
          {f('save')}
        </Button>
      </div>
      <SaveTrouble whole={fields.whole} met={met} says={{ labels: { name: t('name') } }} />
    </form>
  )
}
