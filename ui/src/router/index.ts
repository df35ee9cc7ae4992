// Who may go where: the session is asked for once, a one-time password must be changed first, what is not permitted says so.
import { createRouter, createWebHistory } from 'vue-router'
import { api, ApiProblem } from '@/api'
import { keptSession } from '@/state/keptSession'
import { may, mayOne, openSession, session } from '@/state/session'
import { routes } from './routes'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : to.hash ? { el: to.hash } : { top: 0 }),
})

let asked = false

router.beforeEach(async (to) => {
  if (!session.value && !asked) {
    asked = true
    // Without a network: who was signed in here last, so that a visit can be written.
    const found = await api.session().catch((error: unknown) => (error instanceof ApiProblem && error.status === 0 ? keptSession() : undefined))
    if (found) openSession(found)
  }
  if (!session.value) return to.meta.open ? true : { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (session.value.must_change_password) return to.name === 'password' ? true : { name: 'password', query: to.query.to ? { to: to.query.to } : to.name === 'login' || to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (to.name === 'login') return { path: '/' }
  // Who has no part in the zone's data begins at the own account.
  if (to.name === 'overview' && !may('engine.read')) return { name: 'me', replace: true }
  if (!mayOne(to.meta.permission)) return { name: 'nowhere', params: { rest: to.path.slice(1).split('/') }, query: { reason: 'permission' }, replace: true }
  return true
})

/** Where to go after signing in: only addresses of ours. */
export const safeTarget = (to: unknown) => (typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/')
