import './styles/fonts-staff.css'
import './styles/tokens.css'
import './styles/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { apiSource } from './api/source.ts'
import { createAppRouter } from './pages.tsx'
import { firstLanguage, keepLanguage } from './shell/first-language.ts'
import { keepWorker } from './shell/keep-worker.ts'
import { willSpeak } from './shell/late-words.ts'
import { focusOnNavigation } from './shell/navigation-focus.ts'
import { PreferencesProvider } from './shell/preferences.tsx'
import { createQueryClient } from './shell/query-client.ts'
import { sessionQuery } from './shell/session.tsx'
import { troubleOf } from './shell/trouble.ts'
import { type Spoken, WordsProvider } from './shell/WordsProvider.tsx'
import { Tips } from './ui/Tooltip.tsx'
import { Toasts } from './ui/toasts.tsx'

const source = apiSource
let spoken = await firstLanguage()
await willSpeak(spoken.locale)
const nowSpoken = (next: Spoken) => {
  spoken = next
  keepLanguage(next)
}
const queryClient = createQueryClient((error) => troubleOf(error, spoken.locale, spoken.words), leadOut)
const router = createAppRouter({ source, queryClient })

// The page looks anew who is signed in, and leads to the sign-in or to what comes first; drafts lie on this machine.
let leading = false
async function leadOut() {
  if (leading) return
  leading = true
  await queryClient.fetchQuery({ ...sessionQuery(source), staleTime: 0 }).catch(() => {})
  await router.invalidate()
  leading = false
}
focusOnNavigation(router)
keepWorker()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <WordsProvider spoken={spoken} onSpoken={nowSpoken}>
      <QueryClientProvider client={queryClient}>
        <PreferencesProvider keep={source.keepPreferences}>
          <Tips delay={500}>
            <RouterProvider router={router} />
            <Toasts />
          </Tips>
        </PreferencesProvider>
      </QueryClientProvider>
    </WordsProvider>
  </StrictMode>,
)
