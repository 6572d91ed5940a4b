import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { grantAuthority } from '../../../contract/goodwill.ts'
import { isSamePlace, PERIODS } from '../../../domain/goodwill/authority.ts'
import { GESTURE_KINDS, isPaid } from '../../../domain/goodwill/gesture.ts'
import { ColleagueSelect } from '../../accounts/ColleagueSelect.tsx'
import form from '../../accounts/Form.module.css'
import { FormTrouble } from '../../accounts/FormTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Authority.module.css'
import { BoundFields, useCheckBounds } from './BoundFields.tsx'
import { useCurrencyChoices, useOwnCurrency } from './currency-choices.ts'
import { useSayBounds } from './LimitLine.tsx'
import { type Limit, ruleOf } from './limits.ts'
import { readBound, typedAmount } from './say-bound.ts'

const ROLES = ['member', 'manager', 'owner'] as const
const ALL = 'all'

/** Says what somebody may decide by themselves. One for the very same takes the place of the one before, which is said beforehand. */
export function GrantDialog({
  like,
  standing,
  onClose,
}: {
  /** what it begins with: the one that is to be another */
  like?: Limit
  /** the limits that hold */
  standing: readonly Limit[]
  onClose: () => void
}) {
  const t = useTranslations('goodwill.authority')
  const kinds = useTranslations('goodwill.kinds')
  const f = useTranslations('form')
  const formId = useId()
  const { sites } = useSession()
  const { dates } = useClock()
  const own = useOwnCurrency()
  const bounds = useSayBounds()
  const checkBounds = useCheckBounds()
  const used = standing.flatMap((l) => l.currency ?? [])
  const currencies = useCurrencyChoices(used)
  // The same until it is granted: sent again over a bad line it is granted once.
  const [id] = useState(() => newId<'authority_limit'>())
  const act = useAct(grantAuthority, {
    quiet: true,
    onSuccess: () => {
      say({ words: t('granted') })
      onClose()
    },
  })
  const typed = (bound: number | null | undefined) =>
    bound === null || bound === undefined ? '' : typedAmount(bound, like?.currency ?? null, dates)
  const {
    values: v,
    set,
    wrongAt,
    text,
    submit,
    whole,
  } = useForm(
    {
      whose: (like ? (like.member?.id ?? like.role!) : 'member') as string,
      kind: (like?.kind ?? ALL) as string,
      siteId: (like?.siteId ?? ALL) as string,
      currency: like?.currency ?? used[0] ?? own,
      perCase: typed(like?.perCase),
      perCustomer: typed(like?.perCustomer),
      perMember: typed(like?.perMember),
      period: like?.period ?? 'month',
      reason: like?.reason ?? '',
    },
    {
      error: act.error,
      check: (now) => ({
        ...checkBounds(now, paid(now.kind) ? now.currency : null),
        reason: now.reason.trim() ? undefined : t('reasonMissing'),
      }),
      fieldOf: (path) => (/^(role|memberId)$/.test(path) ? 'whose' : undefined),
    },
  )
  const currency = paid(v.kind) ? v.currency : null
  const role = ROLES.find((one) => one === v.whose) ?? null
  const place = {
    role,
    memberId: role ? null : v.whose,
    kind: v.kind === ALL ? null : v.kind,
    siteId: v.siteId === ALL ? null : v.siteId,
    currency,
  }
  const replaced = standing.find((l) => l.endedAt === null && isSamePlace(ruleOf(l), place as never))
  const send = submit((now) =>
    act.mutate({
      body: {
        ...{ ...place, id, period: now.period, reason: now.reason.trim() },
        perCase: readBound(now.perCase, currency) ?? null,
        perCustomer: readBound(now.perCustomer, currency) ?? null,
        perMember: readBound(now.perMember, currency) ?? null,
      } as never,
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={t(like ? 'changeTitle' : 'grantTitle')}
      lede={t('grantLede')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={act.isPending}>
            {t('grantAct')}
          </Button>
          <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={form.fields}>
        <div className={form.pair}>
          <ColleagueSelect
            label={t('fields.whose')}
            value={v.whose}
            onChange={(whose) => set('whose', whose)}
            error={wrongAt('whose')}
            present={like?.member?.id ?? null}
            me={(name) => t('me', { name })}
            before={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          />
          <Select
            label={t('fields.kind')}
            value={v.kind}
            onChange={(kind) => set('kind', kind)}
            error={wrongAt('kind')}
            choices={[
              { value: ALL, label: t('allPaid') },
              ...GESTURE_KINDS.map((value) => ({ value, label: kinds(value) })),
            ]}
          />
          {sites.length > 1 && (
            <Select
              label={t('fields.site')}
              value={v.siteId}
              onChange={(siteId) => set('siteId', siteId)}
              error={wrongAt('siteId')}
              choices={[
                { value: ALL, label: t('everywhere') },
                ...sites.map((site) => ({ value: site.id as string, label: site.name })),
              ]}
            />
          )}
          {currency !== null && (
            <Select
              label={t('fields.currency')}
              value={v.currency}
              onChange={(code) => set('currency', code)}
              error={wrongAt('currency')}
              choices={currencies}
            />
          )}
        </div>
        <BoundFields values={v} currency={currency} period={v.period} wrong={wrongAt} onChange={set} />
        <p className={css.small}>{t('emptyIsNone')}</p>
        <Select
          label={t('fields.period')}
          value={v.period}
          onChange={(period) => set('period', period)}
          choices={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        />
        <TextArea
          label={t('fields.reason')}
          hint={t('reasonHint')}
          rows={2}
          maxLength={500}
          {...text('reason')}
        />
        <p className={css.replaces} aria-live="polite">
          {replaced && t('replaces', { bounds: bounds(replaced).join(' · ') })}
        </p>
      </form>
      <FormTrouble trouble={whole} />
    </Dialog>
  )
}

function paid(kind: string): boolean {
  return kind === ALL || isPaid(kind as never)
}
