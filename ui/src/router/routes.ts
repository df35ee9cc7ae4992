// Every page with its address. `title` names a text; `permission`: without it, or one of those, the page is not offered and not opened;
// `section`: the entry of the rail that is lit.
import type { RouteRecordRaw } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    section?: string
    permission?: string | readonly string[]
    /** Shown without the shell. */
    bare?: boolean
    /** Shown to those who are not signed in. */
    open?: boolean
    /** Crumbs before the title: name of a text and of a route. */
    under?: { title: string; to: string }[]
  }
}

const projects = [{ title: 'nav.projects', to: '/projects' }]
const sheets = ['trips.read', 'leads.read', 'projects.read', 'payments.read']
const capital = [{ title: 'nav.capital', to: '/capital' }]
const accounts = [{ title: 'nav.accounts', to: '/accounts' }]

export const routes: RouteRecordRaw[] = [
  { path: '/login', name: 'login', component: () => import('@/pages/session/LoginPage.vue'), meta: { title: 'session.title', bare: true, open: true } },
  { path: '/password', name: 'password', component: () => import('@/pages/session/PasswordPage.vue'), meta: { title: 'session.passwordTitle', bare: true } },

  { path: '/form', name: 'form', component: () => import('@/pages/form/PublicFormPage.vue'), meta: { title: 'nav.form', bare: true, open: true } },

  { path: '/', name: 'overview', component: () => import('@/pages/overview/OverviewPage.vue'), meta: { title: 'nav.overview', section: 'overview', permission: 'engine.read' } },

  { path: '/chains', name: 'chains', component: () => import('@/pages/chains/ChainsPage.vue'), meta: { title: 'nav.chains', section: 'chains', permission: 'engine.read' } },
  { path: '/chains/records/:kind(firms|projects|ties)', name: 'chain-records', component: () => import('@/pages/chains/records/RecordsPage.vue'), meta: { title: 'chains.records.title', section: 'chains', permission: 'engine.read', under: [{ title: 'nav.chains', to: '/chains' }] } },
  { path: '/chains/:chain', name: 'chain', component: () => import('@/pages/chains/ChainPage.vue'), meta: { title: 'nav.chain', section: 'chains', permission: 'engine.read', under: [{ title: 'nav.chains', to: '/chains' }] } },

  { path: '/targets', name: 'targets', component: () => import('@/pages/targets/TargetsPage.vue'), meta: { title: 'nav.targets', section: 'targets', permission: 'engine.read' } },
  { path: '/lists', name: 'lists', component: () => import('@/pages/lists/ListsPage.vue'), meta: { title: 'nav.lists', section: 'lists', permission: 'lists.read' } },
  { path: '/lists/:id', name: 'list', component: () => import('@/pages/lists/ListPage.vue'), meta: { title: 'nav.list', section: 'lists', permission: 'lists.read', under: [{ title: 'nav.lists', to: '/lists' }] } },
  { path: '/firms', name: 'firms', component: () => import('@/pages/firms/FirmsPage.vue'), meta: { title: 'nav.firms', section: 'firms', permission: 'engine.read' } },
  { path: '/firms/:firm', name: 'firm', component: () => import('@/pages/firms/FirmPage.vue'), meta: { title: 'nav.firm', section: 'firms', permission: 'engine.read', under: [{ title: 'nav.firms', to: '/firms' }] } },

  { path: '/today', name: 'today', component: () => import('@/pages/today/TodayPage.vue'), meta: { title: 'nav.today', section: 'today', permission: 'trips.read' } },
  { path: '/trips', name: 'trips', component: () => import('@/pages/trips/TripsPage.vue'), meta: { title: 'nav.trips', section: 'trips', permission: 'trips.read' } },
  { path: '/trips/plans', name: 'trip-plans', component: () => import('@/pages/plans/PlansPage.vue'), meta: { title: 'nav.plans', section: 'trips', permission: 'trips.read', under: [{ title: 'nav.trips', to: '/trips' }] } },
  { path: '/trips/plans/new', name: 'trip-plan-new', component: () => import('@/pages/plans/PlanNewPage.vue'), meta: { title: 'plans.new', section: 'trips', permission: 'trips.edit', under: [{ title: 'nav.trips', to: '/trips' }, { title: 'nav.plans', to: '/trips/plans' }] } },
  { path: '/trips/plans/:id', name: 'trip-plan', component: () => import('@/pages/plans/PlanPage.vue'), meta: { title: 'plans.one', section: 'trips', permission: 'trips.read', under: [{ title: 'nav.trips', to: '/trips' }, { title: 'nav.plans', to: '/trips/plans' }] } },
  { path: '/trips/:id', name: 'trip', component: () => import('@/pages/trips/TripPage.vue'), meta: { title: 'trips.one', section: 'trips', permission: 'trips.read', under: [{ title: 'nav.trips', to: '/trips' }] } },
  { path: '/visits', name: 'visits', component: () => import('@/pages/visits/VisitsPage.vue'), meta: { title: 'nav.visits', section: 'trips', permission: 'trips.read' } },
  { path: '/visits/new', name: 'visit-new', component: () => import('@/pages/visits/QuickVisitPage.vue'), meta: { title: 'visits.record', section: 'trips', permission: 'trips.edit', under: [{ title: 'nav.visits', to: '/visits' }] } },
  { path: '/visits/rates', name: 'visit-rates', component: () => import('@/pages/visits/RatesPage.vue'), meta: { title: 'visits.rates', section: 'trips', permission: 'trips.read', under: [{ title: 'nav.visits', to: '/visits' }] } },
  { path: '/visits/:id', name: 'visit', component: () => import('@/pages/visits/VisitPage.vue'), meta: { title: 'visits.one', section: 'trips', permission: 'trips.read', under: [{ title: 'nav.visits', to: '/visits' }] } },
  { path: '/visits/:id/edit', name: 'visit-edit', component: () => import('@/pages/visits/VisitEditPage.vue'), meta: { title: 'visits.change', section: 'trips', permission: 'trips.edit', under: [{ title: 'nav.visits', to: '/visits' }] } },
  { path: '/group-targets', name: 'goals', component: () => import('@/pages/goals/GoalsPage.vue'), meta: { title: 'nav.goals', section: 'trips', permission: 'trips.read' } },
  { path: '/leads', name: 'leads', component: () => import('@/pages/leads/LeadsPage.vue'), meta: { title: 'nav.leads', section: 'leads', permission: 'leads.read' } },
  { path: '/leads/:id', name: 'lead', component: () => import('@/pages/leads/LeadPage.vue'), meta: { title: 'nav.lead', section: 'leads', permission: 'leads.read', under: [{ title: 'nav.leads', to: '/leads' }] } },
  { path: '/projects', name: 'projects', component: () => import('@/pages/projects/ProjectsPage.vue'), meta: { title: 'nav.projects', section: 'projects', permission: 'projects.read' } },
  { path: '/projects/:id', name: 'project', component: () => import('@/pages/projects/ProjectPage.vue'), meta: { title: 'nav.project', section: 'projects', permission: 'projects.read', under: projects } },
  { path: '/problems', name: 'problems', component: () => import('@/pages/projects/ProblemsPage.vue'), meta: { title: 'nav.problems', section: 'projects', permission: 'projects.read', under: projects } },
  { path: '/landing-plans/:id', name: 'landing-plan', component: () => import('@/pages/landing/LandingPage.vue'), meta: { title: 'nav.landing', section: 'projects', permission: 'projects.read', under: projects } },
  { path: '/capital', name: 'capital', component: () => import('@/pages/capital/CapitalPage.vue'), meta: { title: 'nav.capital', section: 'capital', permission: 'payments.read' } },
  { path: '/capital/payments/:id?', name: 'payments', component: () => import('@/pages/capital/PaymentsPage.vue'), meta: { title: 'nav.payments', section: 'capital', permission: 'payments.read', under: capital } },
  { path: '/capital/closes', name: 'closes', component: () => import('@/pages/capital/ClosesPage.vue'), meta: { title: 'nav.closes', section: 'capital', permission: 'payments.read', under: capital } },
  { path: '/capital/rules', name: 'rules', component: () => import('@/pages/capital/RulesPage.vue'), meta: { title: 'nav.rules', section: 'capital', permission: 'payments.read', under: capital } },
  { path: '/sheets/:kind(visits|trips|leads|projects|payments|group-targets)?', name: 'sheets', component: () => import('@/pages/sheets/SheetsPage.vue'), meta: { title: 'nav.sheets', section: 'sheets', permission: sheets } },

  { path: '/import', name: 'import', component: () => import('@/pages/import/ImportPage.vue'), meta: { title: 'nav.import', section: 'import', permission: 'import' } },
  { path: '/import/:id', name: 'import-one', component: () => import('@/pages/import/OneImportPage.vue'), meta: { title: 'imports.one', section: 'import', permission: 'import', under: [{ title: 'nav.import', to: '/import' }] } },

  { path: '/accounts', name: 'accounts', redirect: '/accounts/groups', meta: { permission: 'groups.read' } },
  { path: '/accounts/users/:id?', name: 'users', component: () => import('@/pages/accounts/UsersPage.vue'), meta: { title: 'nav.users', section: 'accounts', permission: 'users.manage', under: accounts } },
  { path: '/accounts/groups/:id?', name: 'groups', component: () => import('@/pages/accounts/GroupsPage.vue'), meta: { title: 'nav.groups', section: 'accounts', permission: 'groups.read', under: accounts } },
  { path: '/accounts/roles', name: 'roles', component: () => import('@/pages/accounts/RolesPage.vue'), meta: { title: 'nav.roles', section: 'accounts', permission: 'groups.read', under: accounts } },
  { path: '/accounts/audit', name: 'audit', component: () => import('@/pages/accounts/AuditPage.vue'), meta: { title: 'nav.audit', section: 'accounts', permission: 'audit.read', under: accounts } },

  { path: '/me', name: 'me', component: () => import('@/pages/me/MePage.vue'), meta: { title: 'nav.me', section: 'me' } },
  { path: '/notices', name: 'notices', component: () => import('@/pages/notices/NoticesPage.vue'), meta: { title: 'nav.notices', section: 'me' } },

  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('@/pages/session/NowherePage.vue'), meta: { title: 'session.nowhere' } },
]
