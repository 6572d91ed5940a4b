import * as contract from '../../contract/mail-sign-in.ts'
import { type Route, route } from '../http/route.ts'
import * as apps from './mailboxes-apps.ts'
import * as signIn from './mailboxes-sign-in.ts'

export const mailSignInRoutes: Route[] = [
  route(contract.listMailApps, async (a) => ({ items: await apps.showApps(a) })),
  route(contract.saveMailApp, async (a, { params: { provider }, body }) => {
    await apps.saveApp(a, provider, body)
    return await apps.showApp(a, provider)
  }),
  route(contract.removeMailApp, (a, { params }) => apps.removeApp(a, params.provider)),
  route(contract.restoreMailApp, async (a, { params }) => {
    await apps.restoreApp(a, params.provider)
    return await apps.showApp(a, params.provider)
  }),
  route(contract.beginMailSignIn, (a, { params }) => signIn.beginSignIn(a, params.mailboxId)),
  route(contract.finishMailSignIn, (a, { params, body }) =>
    signIn.finishSignIn(a, { provider: params.provider, ...body }),
  ),
]
