import { changePassword as changeMine } from '../../../contract/safety.ts'
import { call, Problem } from '../../api/call.ts'
import type { SignInTrouble } from '../sign-in.ts'

/** Changes the password of who is signed in and ends their sessions elsewhere; null when it worked, `wrong`: the present one is another. */
export async function changePassword(
  currentPassword: string,
  newPassword: string,
): Promise<SignInTrouble | null> {
  try {
    await call(changeMine, { body: { currentPassword, newPassword } })
    return null
  } catch (e) {
    if (!(e instanceof Problem)) return 'offline'
    if (e.status === 429) return 'often'
    return e.code === 'password_wrong' ? 'wrong' : 'failed'
  }
}
