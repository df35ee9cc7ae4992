import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { ApiProblem } from '@/api/problem'
import ConflictDialog from '@/parts/ConflictDialog.vue'
import DataTable from '@/parts/DataTable.vue'
import DirectionTag from '@/parts/DirectionTag.vue'
import EvidenceText from '@/parts/EvidenceText.vue'
import RevealDialog from '@/parts/RevealDialog.vue'
import FormField from '@/parts/FormField.vue'
import ScoreBars from '@/parts/ScoreBars.vue'
import { language } from '@/state/preferences'
import { useLanguage } from '@/i18n'
import { show } from './mount'

interface Row { id: string; name: string; size: number }
const rows: Row[] = [{ id: 'a', name: '甲厂', size: 3 }, { id: 'b', name: '乙厂', size: 7 }, { id: 'c', name: '丙厂', size: 5 }]
const columns = [{ key: 'name', title: '名称', sort: true, always: true }, { key: 'size', title: '规模', align: 'right' as const }, { key: 'note', title: '备注', hidden: true }]
const table = (props: object = {}) => show(DataTable as never, { props: { rows, columns, rowKey: (row: Row) => row.id, label: '企业', ...props } as never })

afterEach(() => {
  document.body.innerHTML = ''
})

describe('DataTable', () => {
  it('shows the columns that are not hidden, a dash for what is missing', async () => {
    const page = await table({ columns: [...columns.slice(0, 2), { key: 'note', title: '备注' }] })
    expect(page.findAll('th').map((cell) => cell.text().replace(/[↑↓↕]/, ''))).toEqual(['名称', '规模', '备注'])
    expect(page.findAll('tbody tr')[0]!.findAll('td').map((cell) => cell.text())).toEqual(['甲厂', '3', '—'])
    expect((await table()).findAll('th')).toHaveLength(2)
  })
  it('asks for another order by its headings and says which one stands', async () => {
    const page = await table({ sort: 'name' })
    expect(page.find('th').attributes('aria-sort')).toBe('ascending')
    await page.find('th button').trigger('click')
    expect(page.emitted('update:sort')?.[0]).toEqual(['-name'])
  })
  it('is worked by keys: arrows move, Space selects, Enter opens', async () => {
    const page = await table({ openable: true, selectable: true, selected: [] })
    const lines = page.findAll('tbody tr')
    expect(lines.map((line) => line.attributes('tabindex'))).toEqual(['0', '-1', '-1'])
    ;(lines[0]!.element as HTMLElement).focus()
    await lines[0]!.trigger('keydown', { key: 'ArrowDown' })
    await nextTick()
    expect(document.activeElement).toBe(lines[1]!.element)
    await lines[1]!.trigger('keydown', { key: ' ' })
    expect(page.emitted('update:selected')?.[0]).toEqual([['b']])
    await lines[1]!.trigger('keydown', { key: 'Enter' })
    expect(page.emitted('open')?.[0]).toEqual([rows[1]])
    await lines[1]!.trigger('keydown', { key: 'End' })
    await nextTick()
    expect(document.activeElement).toBe(lines[2]!.element)
  })
  it('selects all and none', async () => {
    const page = await table({ selectable: true, selected: ['a'] })
    await page.find('thead input').trigger('change')
    expect(page.emitted('update:selected')?.[0]).toEqual([['a', 'b', 'c']])
    await page.setProps({ selected: ['a', 'b', 'c'] } as never)
    await page.find('thead input').trigger('change')
    expect(page.emitted('update:selected')?.at(-1)).toEqual([[]])
  })
  it('has a loading, an empty and an error state, and keeps rows when more could not be had', async () => {
    expect((await table({ rows: [], loading: true })).find('[role=status].skeleton').exists()).toBe(true)
    expect((await table({ rows: [], emptyTitle: '没有企业' })).text()).toContain('没有企业')
    const failed = await table({ rows: [], error: new ApiProblem({ status: 500, title: '坏了', detail: '请重试' }) })
    expect(failed.find('[role=alert]').text()).toContain('坏了')
    await failed.find('[role=alert] button').trigger('click')
    expect(failed.emitted('again')).toHaveLength(1)
    const partly = await table({ error: new ApiProblem({ status: 0 }) })
    expect(partly.findAll('tbody tr')).toHaveLength(3)
    expect(partly.find('[role=alert]').text()).toContain('无法连接服务器')
  })
  it('loads more', async () => {
    const page = await table({ more: true, total: 10 })
    expect(page.find('.count').text()).toBe('已显示 3 / 10 条')
    await page.find('.foot button').trigger('click')
    expect(page.emitted('more')).toHaveLength(1)
  })
})

describe('small parts', () => {
  it('a direction has a sign and a word, in either language', async () => {
    const tag = await show(DirectionTag, { props: { direction: 'fill' } })
    expect(tag.text()).toBe('+补链')
    language.value = 'en'
    await useLanguage('en')
    await nextTick()
    expect(tag.text()).toBe('+Fill')
    language.value = 'zh'
    await useLanguage('zh')
  })
  it('evidence marks its words and opens the whole text', async () => {
    const text = '甲'.repeat(300) + '齿轮箱'
    const evidence = { field: 'scope' as const, text, marks: [{ begin: 300, end: 303, phrase_begin: 300, phrase_end: 303, activities: ['make' as const], head: true, node: null }] }
    const page = await show(EvidenceText, { props: { evidence } })
    expect(page.find('mark').text()).toBe('齿轮箱')
    expect(page.find('mark').attributes('title')).toBe('生产')
    expect(page.text()).toContain('…')
    await page.find('button').trigger('click')
    expect(page.text()).toContain(text)
  })
  it('a score shows each part with its sign', async () => {
    const page = await show(ScoreBars, { props: { score: 1.25, evidence: true, parts: [{ id: 'scale', points: 1.5, evidence: { zh: '资本大', en: 'big' } }, { id: 'risk', points: -0.25, evidence: { zh: '新设', en: 'young' } }] } })
    expect(page.findAll('tr').map((line) => line.findAll('th, td.number, td.why').map((cell) => cell.text()))).toEqual([['规模', '+1.50', '资本大'], ['风险', '−0.25', '新设'], ['总分', '1.25']])
  })
  it('a field of a form shows the message of its pointer, and of what lies under it', async () => {
    const problem = new ApiProblem({ status: 422, errors: [{ pointer: '/members/0/user', code: 'unknown', detail: '没有这个用户' }, { pointer: '/name', code: 'missing', detail: '必填' }] })
    const page = await show(FormField, { props: { label: '成员', problem, pointer: '/members' }, slots: { default: '<input />' } })
    expect(page.find('[role=alert]').text()).toBe('没有这个用户')
    expect((await show(FormField, { props: { label: '备注', problem, pointer: '/note' } })).find('[role=alert]').exists()).toBe(false)
  })
  it('a conflict lets one choose field by field', async () => {
    const base = { name: '甲', lead: '' }
    const page = await show(ConflictDialog, { props: { fields: [{ key: 'name', title: '名称' }, { key: 'lead', title: '领导' }], base, mine: { name: '乙', lead: '' }, theirs: { name: '丙', lead: '主任' } } })
    expect(page.findAll('tbody tr')).toHaveLength(2)
    expect(page.text()).toContain('双方都改了')
    await page.find('.el-button--primary').trigger('click')
    expect(page.emitted('save')?.[0]).toEqual([{ name: '乙' }])
    await page.findAll('thead button')[1]!.trigger('click')
    await page.find('.el-button--primary').trigger('click')
    expect(page.emitted('take')).toHaveLength(1)
  })
})

describe('RevealDialog', () => {
  const open = (ask: (reason: string) => Promise<void>) => show(RevealDialog, { props: { title: '查看', text: '会留痕', yes: '显示', ask } })
  it('asks with the reason, trimmed, and closes', async () => {
    const reasons: string[] = []
    const page = await open(async (reason) => void reasons.push(reason))
    const go = () => page.find('button[type=submit]')
    expect(go().attributes('disabled')).toBeDefined()
    await page.find('input').setValue('  约访  ')
    await page.find('form').trigger('submit')
    await nextTick()
    expect(reasons).toEqual(['约访'])
    expect(page.emitted('close')).toHaveLength(1)
  })
  it('stays open with what the server says of the reason', async () => {
    const page = await open(() => Promise.reject(new ApiProblem({ status: 422, detail: '有误', errors: [{ pointer: '/reason', code: 'too-short', detail: '请写明用途' }] })))
    await page.find('input').setValue('约访')
    await page.find('form').trigger('submit')
    await nextTick()
    expect(page.emitted('close')).toBeUndefined()
    expect(page.find('[role=alert]').text()).toBe('请写明用途')
  })
})

describe('keys of a table wherever nothing is typed', () => {
  const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  it('come to the first row of a list that opens, not of a bare one', async () => {
    const page = await table({ openable: true })
    press('j')
    await nextTick()
    expect(document.activeElement).toBe(page.findAll('tbody tr')[0]!.element)
    document.body.innerHTML = ''
    await table({ openable: true, bare: true })
    ;(document.activeElement as HTMLElement | null)?.blur()
    press('j')
    await nextTick()
    expect(document.activeElement).toBe(document.body)
  })
})
