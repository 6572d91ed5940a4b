import type { ReactNode } from 'react'
import type { Keys } from './keys.ts'

/** What a tooltip says. */
export type Tip = { readonly words: ReactNode; readonly keys: Keys | undefined }
