// The chain page as a person uses it: the map of 63 nodes, a node's panel, filters, keys and the table.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import gearbox from '../../fixtures/chains/node-wind.gearbox.json'
import wind from '../../fixtures/chains/wind.json'
import { i18n, useLanguage } from '@/i18n'
import ChainPage from '@/pages/chains/ChainPage.vue'
import { language } from '@/state/preferences'
import { closeSession, openSession } from '@/state/session'
import type { Session } from '@/api/types'

// Element Plus takes its time to load on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
function answer(url: string): Response {
  if (url.includes('/nodes/')) return json(gearbox)
  if (url.includes('/targets')) return json({ nodes: [], milliseconds: 1, data: {} })
  if (url.endsWith('/chains/wind')) return json(wind)
  return json({ type: '/problems/not-found', title: 'none', status: 404, detail: 'none', code: 'not-found' }, 404)
}

let page: VueWrapper
const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/chains/:chain', name: 'chain', component: ChainPage },
    { path: '/targets', name: 'targets', component: { template: '<i />' } },
    { path: '/firms/:firm', name: 'firm', component: { template: '<i />' } },
  ],
})
async function open(path: string, permissions: Record<string, 'all'> = { 'engine.read': 'all', 'chains.edit': 'all', 'locals.edit': 'all', export: 'all' }) {
  const zone = { id: 'z', name: { zh: '示例园区', en: 'Zone' }, place: {}, chains: [{ id: 'wind', name: wind.name }], regions: [] }
  openSession({ user: { id: 'u', login: 'u', name: 'U', roles: [], groups: [] }, permissions, csrf_token: 't', must_change_password: false, zone, server: { version: '0' } } as unknown as Session)
  await router.push(path)
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router, i18n, createPinia()] }, attachTo: document.body })
  await settle()
}
const settle = async () => {
  for (let i = 0; i < 4; i += 1) {
    await flushPromises()
    await new Promise((r) => setTimeout(r, 0))
  }
}
const nodes = () => page.findAll('[data-node]')
const nodeAt = (id: string) => page.get(`[data-node="${id}"]`)

beforeEach(async () => {
  vi.stubGlobal('fetch', (url: string) => Promise.resolve(answer(url)))
  language.value = 'zh'
  await useLanguage('zh')
})
afterEach(() => {
  page.unmount()
  closeSession()
  vi.unstubAllGlobals()
})

describe('the map', () => {
  it('shows every node with name, direction and lanes, and names itself', async () => {
    await open('/chains/wind')
    expect(nodes().length).toBe(63)
    expect(nodeAt('wind.gearbox').text()).toContain('齿轮箱')
    expect(nodeAt('wind.gearbox').text()).toContain('强链')
    expect(nodeAt('wind.gearbox').attributes('aria-label')).toMatch(/本地配套率 72%/)
    expect(page.findAll('.lane-title').map((l) => l.text())).toEqual([expect.stringContaining('上游'), expect.stringContaining('中游'), expect.stringContaining('下游')])
    expect(page.findAll('.edge').length).toBe(75)
  })
  it('speaks English', async () => {
    language.value = 'en'
    await useLanguage('en')
    await open('/chains/wind')
    expect(nodeAt('wind.gearbox').text()).toContain('Strengthen')
    expect(page.text()).not.toMatch(/chains\.\w+/)
  })
  it('opens a node: arithmetic, firms, product; the address carries it', async () => {
    await open('/chains/wind')
    await nodeAt('wind.gearbox').trigger('click')
    await settle()
    expect(router.currentRoute.value.query.node).toBe('wind.gearbox')
    const panel = page.get('.node-panel').text()
    expect(panel).toContain('2,600 × 0.75')
    expect(panel).toContain('= 1,950 台')
    expect(panel).toContain('16.5 亿元')
    expect(panel).toContain('3.63 亿元')
    expect(panel).toContain('9 /（9 + 10）')
    expect(page.findAll('.lit-edge').length).toBeGreaterThan(8)
    expect(nodeAt('wind.blade').classes()).toContain('dim')
    expect(nodeAt('wind.turbine').classes()).not.toContain('dim')
  })
  it('dims what the filter of the address does not let through', async () => {
    await open('/chains/wind?direction=strengthen')
    expect(nodes().filter((n) => !n.classes().includes('dim')).length).toBe(5)
    await page.get('.legend button').trigger('click')
    await settle()
    expect(router.currentRoute.value.query.direction).toBe('fill,strengthen')
  })
  it('is walked with the arrow keys and left with Esc', async () => {
    await open('/chains/wind?node=wind.gearbox')
    const canvas = page.get('.canvas')
    await canvas.trigger('keydown', { key: 'ArrowRight' })
    await settle()
    await canvas.trigger('keydown', { key: 'Enter' })
    await settle()
    expect(router.currentRoute.value.query.node).toBe('wind.turbine')
    await canvas.trigger('keydown', { key: 'Escape' })
    await settle()
    expect(router.currentRoute.value.query.node).toBeUndefined()
  })
  it('is a table too, with the same nodes, sorted', async () => {
    await open('/chains/wind?view=table')
    const names = () => page.findAll('tbody th').map((r) => r.text())
    expect(names().length).toBe(63)
    expect(names()[0]).toBe('发电机')
    await page.findAll('thead button')[9]!.trigger('click')
    expect(names()[0]).toBe('风电整机')
  })
  it('offers no editing to those who may not', async () => {
    await open('/chains/wind?node=wind.gearbox', { 'engine.read': 'all' })
    expect(page.text()).not.toContain('编辑')
    expect(page.text()).not.toContain('添加企业')
  })
})
