import { PasswordForm } from './PasswordForm.tsx'
import { SessionsPart } from './SessionsPart.tsx'
import { TwoStepPart } from './TwoStepPart.tsx'

/** What keeps one's own account one's own: the second step, the password, where one is signed in. */
export function SafetySection() {
  return (
    <>
      <TwoStepPart />
      <PasswordForm />
      <SessionsPart />
    </>
  )
}
