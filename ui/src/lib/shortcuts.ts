// Keys that work everywhere: Ctrl/Cmd+K, /, ?, and g followed by a letter for a page.
import { onMounted, onUnmounted } from 'vue'
import { useRouter, type Router } from 'vue-router'
import { mayOne } from '@/state/session'

export const GO: Record<string, { to: string; title: string }> = {
  o: { to: '/', title: 'nav.overview' },
  c: { to: '/chains', title: 'nav.chains' },
  t: { to: '/targets', title: 'nav.targets' },
  l: { to: '/lists', title: 'nav.lists' },
  f: { to: '/firms', title: 'nav.firms' },
  d: { to: '/today', title: 'nav.today' },
  r: { to: '/trips', title: 'nav.trips' },
  v: { to: '/visits', title: 'nav.visits' },
  e: { to: '/leads', title: 'nav.leads' },
  p: { to: '/projects', title: 'nav.projects' },
  y: { to: '/capital', title: 'nav.capital' },
  b: { to: '/group-targets', title: 'nav.goals' },
  i: { to: '/import', title: 'nav.import' },
  a: { to: '/accounts', title: 'nav.accounts' },
  m: { to: '/me', title: 'nav.me' },
}

/** Those whose pages the user may open. */
export const permitted = (router: Router) => Object.fromEntries(Object.entries(GO).filter(([, page]) => router.resolve(page.to).matched.every(({ meta }) => mayOne(meta.permission))))

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function useShortcuts({ search, help }: { search: () => void; help: () => void }) {
  const router = useRouter()
  let going = 0
  const onKey = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      search()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
    const page = permitted(router)[event.key]
    if (going && page) {
      going = 0
      event.preventDefault()
      void router.push(page.to)
    } else if (event.key === 'g') {
      clearTimeout(going)
      going = window.setTimeout(() => (going = 0), 1200)
    } else if (event.key === '/') {
      event.preventDefault()
      search()
    } else if (event.key === '?') {
      event.preventDefault()
      help()
    }
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onUnmounted(() => document.removeEventListener('keydown', onKey))
}
