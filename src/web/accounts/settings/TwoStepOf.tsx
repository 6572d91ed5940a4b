import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listTwoStep, resetTwoStep } from '../../../contract/safety.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
import type { Member } from './settings-data.ts'

function useTwoStepOf(member: Member): boolean | undefined {
  const { data } = useQuery(reading(listTwoStep))
  return data?.items.find((item) => item.memberId === member.id)?.twoStep
}

/** By what a member signs in, in words; nothing while it is not known, or once their access has ended. */
export function TwoStepOf({ member }: { member: Member }) {
  const t = useTranslations('settings.members')
  const on = useTwoStepOf(member)
  return on === undefined ? null : <> · {t(on ? 'hasTwoStep' : 'hasNoTwoStep')}</>
}

/** The way back for a colleague who lost telephone and recovery codes. */
export function ResetTwoStep({ member, onAsk }: { member: Member; onAsk: () => void }) {
  const t = useTranslations('settings.members')
  const { member: me } = useSession()
  const on = useTwoStepOf(member)
  if (!on || member.id === me.id) return null
  return (
    <Button look="quiet" onClick={onAsk}>
      {t('reset')}
    </Button>
  )
}

/** Says what a reset means, and does it. */
export function ResetDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTranslations('settings.members')
  const act = useAct(resetTwoStep, {
    quiet: true,
    onSuccess: () => {
      onClose()
      say({ words: t('resetDone', { name: member.name }) })
    },
  })
  const none = useForm({}, { error: act.error })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('reset')}
      lede={t('resetLede', { name: member.name })}
      actions={
        <Button
          look="filled"
          busy={act.isPending}
          onClick={() => act.mutate({ params: { memberId: member.id } })}
        >
          {t('resetSend')}
        </Button>
      }
    >
      <FormTrouble trouble={none.whole} />
    </Dialog>
  )
}
