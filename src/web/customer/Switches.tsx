import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { readSwitches, switchNames, turnSwitch } from '../../contract/door.ts'
import type { InputOf, ReplyOf } from '../../contract/endpoint.ts'
import { call } from '../api/call.ts'
import { reading } from '../api/queries.ts'
import { Section } from '../ui/Section.tsx'
import { Switch } from '../ui/Toggle.tsx'
import css from './Switches.module.css'
import page from './YourPage.module.css'

type Own = ReplyOf<typeof readSwitches>
type Turn = InputOf<typeof turnSwitch>['body']

/** What they get from us and why, in one sentence; behind it the switches, which hold at once. */
export function Switches({ token }: { token: string }) {
  const t = useTranslations('customer.switches')
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  const { data } = useQuery(reading(readSwitches, { params: { token } }))
  const act = useTurn(token)
  if (!data) return null
  const on = switchNames.filter((name) => data.switches.some((s) => s.name === name && s.on))
  const first = data.never
    ? t('never')
    : data.switches.length === 0
      ? t('unreachable')
      : on.length === 0
        ? t('getsNothing')
        : t('gets', { list: list.format(on.map((name) => t(`items.${name}.short`))) })
  return (
    <Section title={t('title')} className={page.part}>
      <p className={css.gets}>{first}</p>
      {!data.never && data.switches.length > 0 && (
        <details className={css.change}>
          <summary>{t('change')}</summary>
          <p className={css.lede}>{t('lede')}</p>
          {switchNames.map((name) => (
            <fieldset key={name} className={css.item}>
              <legend>{t(`items.${name}.title`)}</legend>
              <p className={css.why}>{t(`items.${name}.why`)}</p>
              {data.switches
                .filter((s) => s.name === name)
                .map(({ channel, on }) => (
                  <Switch
                    key={channel}
                    label={t(`channels.${channel}`)}
                    checked={on}
                    onChange={(next) => act.mutate({ name, channel, on: next })}
                  />
                ))}
            </fieldset>
          ))}
          <Switch
            label={t('anyHour')}
            hint={t('anyHourHint', { from: data.from, to: data.to })}
            checked={data.anyHour}
            onChange={(next) => act.mutate({ name: 'anyHour', on: next })}
          />
          <p role="alert" className={css.trouble}>
            {act.isError && t('trouble')}
          </p>
        </details>
      )}
    </Section>
  )
}

/** Turns a switch: on the screen at once, back again if it did not reach us. Pressed quickly, they are sent one after the other. */
function useTurn(token: string) {
  const client = useQueryClient()
  const { queryKey } = reading(readSwitches, { params: { token } })
  return useMutation({
    mutationFn: (body: Turn) => call(turnSwitch, { params: { token }, body }),
    meta: { quiet: true },
    scope: { id: 'switches' },
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey })
      put(client, queryKey, (own) => turned(own, body))
    },
    onError: (_error, body) => put(client, queryKey, (own) => turned(own, { ...body, on: !body.on })),
    onSettled: () => {
      if (client.isMutating() === 1) void client.invalidateQueries({ queryKey })
    },
  })
}

function put(client: QueryClient, key: readonly unknown[], change: (own: Own) => Own): void {
  client.setQueryData<Own>(key, (own) => own && change(own))
}

function turned(own: Own, body: Turn): Own {
  if (body.name === 'anyHour') return { ...own, anyHour: body.on }
  const is = (s: Own['switches'][number]) => s.name === body.name && s.channel === body.channel
  return { ...own, switches: own.switches.map((s) => (is(s) ? { ...s, on: body.on } : s)) }
}
