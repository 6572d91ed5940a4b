import { useQuery } from '@tanstack/react-query'
import { useRouteContext, useSearch } from '@tanstack/react-router'
import { ArrowLeft, House, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { openDemo } from '../../contract/accounts.ts'
import { LOCALES, type Locale } from '../../words/words.ts'
import { chooseWorkspace } from '../api/call.ts'
import { useAct } from '../api/queries.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { sessionQuery } from '../shell/session.tsx'
import { useSpoken } from '../shell/WordsProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import { languageChoices } from './language-choices.ts'
import { SetupForm } from './SetupForm.tsx'
import css from './SetupPage.module.css'
import { useForm } from './use-form.ts'
import { browserZone } from './zones.ts'

/** The first run: makes the workspace and its owner, or opens the demo. */
export function SetupPage() {
  const t = useTranslations('accounts.setup')
  const { source } = useRouteContext({ from: '__root__' })
  const { token: given } = useSearch({ from: '/setup' })
  const { data: session } = useQuery(sessionQuery(source))
  const [way, setWay] = useState<'choose' | 'own'>('choose')
  const w = useTranslations('settings.workspace')
  const language = useLocale()
  const [chosen, setChosen] = useState<Locale>()
  useSpoken(chosen)
  const demo = useAct(openDemo, {
    quiet: true,
    onSuccess: (reply) => chooseWorkspace(reply.workspaceId),
  })
  const form = useForm({ token: given ?? '' }, { error: demo.error })

  if (session?.setUp) {
    return (
      <PublicPage title={t('done')} lede={t('doneLede')}>
        <LinkButton to="/sign-in" look="filled" size="l">
          {t('signIn')}
        </LinkButton>
      </PublicPage>
    )
  }
  if (demo.isPending || demo.isSuccess) {
    return (
      <PublicPage title={t('making')} lede={t('makingLede')}>
        <Progress label={t('makingGoesOn')} />
      </PublicPage>
    )
  }
  if (way === 'own') {
    return (
      <PublicPage title={t('own.title')} lede={t('own.lede')}>
        <SetupForm token={form.values.token} onToken={(token) => form.set('token', token)} />
        <div className={css.back}>
          <Button look="quiet" icon={ArrowLeft} onClick={() => setWay('choose')}>
            {t('back')}
          </Button>
        </div>
      </PublicPage>
    )
  }
  return (
    <PublicPage title={t('title')} lede={t('lede')}>
      {!given && (
        <div className={css.token}>
          <TextField
            label={t('token')}
            hint={t('tokenHint')}
            autoComplete="off"
            spellCheck={false}
            {...form.text('token')}
          />
        </div>
      )}
      <ul className={css.ways}>
        <li className={css.way}>
          <span className={css.mark}>
            <Icon of={House} size={20} />
          </span>
          <div>
            <h2 className={css.name}>{t('own.name')}</h2>
            <p className={css.words}>{t('own.words')}</p>
            <Button look="filled" onClick={() => setWay('own')}>
              {t('own.go')}
            </Button>
          </div>
        </li>
        <li className={css.way}>
          <span className={css.mark}>
            <Icon of={Sparkles} size={20} />
          </span>
          <div>
            <h2 className={css.name}>{t('demo.name')}</h2>
            <p className={css.words}>{t('demo.words')}</p>
            <Button
              onClick={() =>
                demo.mutate({
                  body: { token: form.values.token, timeZone: browserZone(), language },
                })
              }
            >
              {t('demo.go')}
            </Button>
          </div>
        </li>
      </ul>
      {LOCALES.length > 1 && (
        <div className={css.language}>
          <Select
            label={w('language')}
            value={language}
            onChange={(locale) => setChosen(locale as Locale)}
            choices={languageChoices()}
          />
        </div>
      )}
      <FormTrouble trouble={given && form.wrongAt('token') ? { words: form.wrongAt('token') } : form.whole} />
    </PublicPage>
  )
}
