// The entries of the rail.
import { may, mayOne } from '@/state/session'

export interface Entry {
  section: string
  title: string
  to: string
  icon: IconName
  /** Without it, or one of these, the entry is not offered. */
  permission?: string | readonly string[]
  children?: { title: string; to: string; permission: string }[]
}

export type IconName = 'overview' | 'chains' | 'targets' | 'lists' | 'firms' | 'import' | 'accounts' | 'me' | 'search' | 'bell' | 'sun' | 'moon' | 'language' | 'menu' | 'close' | 'rail' | 'key' | 'download' | 'plus' | 'more' | 'check' | 'leads' | 'projects' | 'capital' | 'sheets' | 'today' | 'trips'

const entries: Entry[] = [
  { section: 'overview', title: 'nav.overview', to: '/', icon: 'overview', permission: 'engine.read' },
  { section: 'today', title: 'nav.today', to: '/today', icon: 'today', permission: 'trips.read' },
  { section: 'chains', title: 'nav.chains', to: '/chains', icon: 'chains', permission: 'engine.read' },
  { section: 'targets', title: 'nav.targets', to: '/targets', icon: 'targets', permission: 'engine.read' },
  { section: 'lists', title: 'nav.lists', to: '/lists', icon: 'lists', permission: 'lists.read' },
  { section: 'firms', title: 'nav.firms', to: '/firms', icon: 'firms', permission: 'engine.read' },
  {
    section: 'trips',
    title: 'nav.outings',
    to: '/trips',
    icon: 'trips',
    permission: 'trips.read',
    children: [
      { title: 'nav.trips', to: '/trips', permission: 'trips.read' },
      { title: 'nav.visits', to: '/visits', permission: 'trips.read' },
      { title: 'visits.record', to: '/visits/new', permission: 'trips.edit' },
      { title: 'nav.plans', to: '/trips/plans', permission: 'trips.read' },
      { title: 'nav.goals', to: '/group-targets', permission: 'trips.read' },
    ],
  },
  { section: 'leads', title: 'nav.leads', to: '/leads', icon: 'leads', permission: 'leads.read' },
  {
    section: 'projects',
    title: 'nav.projects',
    to: '/projects',
    icon: 'projects',
    permission: 'projects.read',
    children: [
      { title: 'nav.projects', to: '/projects', permission: 'projects.read' },
      { title: 'nav.problems', to: '/problems', permission: 'projects.read' },
    ],
  },
  {
    section: 'capital',
    title: 'nav.capital',
    to: '/capital',
    icon: 'capital',
    permission: 'payments.read',
    children: [
      { title: 'nav.summary', to: '/capital', permission: 'payments.read' },
      { title: 'nav.payments', to: '/capital/payments', permission: 'payments.read' },
      { title: 'nav.closes', to: '/capital/closes', permission: 'payments.read' },
      { title: 'nav.rules', to: '/capital/rules', permission: 'payments.read' },
    ],
  },
  { section: 'sheets', title: 'nav.sheets', to: '/sheets', icon: 'sheets', permission: ['trips.read', 'leads.read', 'projects.read', 'payments.read'] },
  { section: 'import', title: 'nav.import', to: '/import', icon: 'import', permission: 'import' },
  {
    section: 'accounts',
    title: 'nav.accounts',
    to: '/accounts/groups',
    icon: 'accounts',
    permission: 'groups.read',
    children: [
      { title: 'nav.users', to: '/accounts/users', permission: 'users.manage' },
      { title: 'nav.groups', to: '/accounts/groups', permission: 'groups.read' },
      { title: 'nav.roles', to: '/accounts/roles', permission: 'groups.read' },
      { title: 'nav.audit', to: '/accounts/audit', permission: 'audit.read' },
    ],
  },
  { section: 'me', title: 'nav.me', to: '/me', icon: 'me' },
]

export const visibleEntries = () =>
  entries
    .filter((entry) => mayOne(entry.permission))
    .map((entry) => ({ ...entry, children: entry.children?.filter((child) => may(child.permission)) }))
