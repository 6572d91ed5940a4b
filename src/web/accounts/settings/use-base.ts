import { useState } from 'react'
import { refusalCode } from '../../shell/trouble.ts'

/**
 * The version one began to write over. It stays while others change the thing, so that the server can tell of the conflict; once
 * that is told, saving again is meant to replace theirs and goes by the present version.
 */
export function useBase(present: number | undefined, error: unknown) {
  const [base, setBase] = useState(present ?? 0)
  const told = refusalCode(error) === 'changed_meanwhile'
  return {
    base,
    /** what to send */
    version: told ? (present ?? 0) : base,
    /** begins anew from what stands there, or from what one has just saved */
    begin: (version = present ?? 0) => setBase(version),
  }
}
