// The client of the running application, wired to session and preferences.
import { Client } from './client'
import { language } from '@/state/preferences'
import { csrfToken, renewed, signInAgain } from '@/state/session'

export const api: Client = new Client({
  csrf: csrfToken,
  language: () => (language.value === 'en' ? 'en' : 'zh-CN'),
  signIn: signInAgain,
  renew: async () => renewed(await api.session()),
})
export { ApiProblem, isAbort } from './problem'
export { urlOf } from './client'
