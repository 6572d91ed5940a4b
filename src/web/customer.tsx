import './styles/fonts-customer.css'
import './styles/tokens.css'
import './styles/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { chooseLocale, loadWords } from '../words/words.ts'
import { latePart } from './shell/late-part.tsx'
import { createQueryClient } from './shell/query-client.ts'
import { troubleOf } from './shell/trouble.ts'
import { type Spoken, WordsProvider } from './shell/WordsProvider.tsx'
import { HotkeysProvider } from './ui/hotkeys.tsx'
import { Tips } from './ui/Tooltip.tsx'
import { Toasts } from './ui/toasts.tsx'

const YourPage = latePart(async () => (await import('./customer/YourPage.tsx')).YourPage, { whole: true })
const UnsubscribePage = latePart(
  async () => (await import('./customer/UnsubscribePage.tsx')).UnsubscribePage,
  { whole: true },
)
const FormPage = latePart(async () => (await import('./customer/FormPage.tsx')).FormPage, { whole: true })

/** Three addresses and no router: `/p/<token>`, `/form/<id>` and `/u/<token>`. The server answers all others itself. */
function Here() {
  const [kind = '', key = ''] = location.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  if (kind === 'u') return <UnsubscribePage token={key} />
  return kind === 'form' ? <FormPage formId={key} /> : <YourPage token={key} />
}

const locale = chooseLocale(navigator.languages)
let spoken: Spoken = { locale, words: await loadWords(locale) }
const nowSpoken = (next: Spoken) => {
  spoken = next
}
const queryClient = createQueryClient((error) => troubleOf(error, spoken.locale, spoken.words))

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <WordsProvider spoken={spoken} onSpoken={nowSpoken}>
      <QueryClientProvider client={queryClient}>
        <HotkeysProvider singleKeys={false}>
          <Tips>
            <Here />
            <Toasts />
          </Tips>
        </HotkeysProvider>
      </QueryClientProvider>
    </WordsProvider>
  </StrictMode>,
)
