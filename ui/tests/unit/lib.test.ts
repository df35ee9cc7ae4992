import { describe, expect, it } from 'vitest'
import { differences, merge } from '@/lib/conflict'
import { changes } from '@/lib/diff'
import { formatAgo, formatBytes, formatMoney, formatNumber, formatPercent, formatShort, formatSpan } from '@/lib/format'
import { escapeHtml } from '@/lib/html'
import { initials } from '@/lib/initials'
import { excerpt, pieces } from '@/lib/marks'
import { countParts, unexplained } from '@/pages/import/counts'
import { nextSort, sortRows } from '@/parts/table'
import type { Evidence } from '@/api/types'

const mark = (begin: number, end: number, head = true): Evidence['marks'][number] => ({ begin, end, phrase_begin: begin, phrase_end: end, activities: ['make'], head, node: null })

describe('money and numbers', () => {
  it('speaks in 亿元 and 万元, in bn and m', () => {
    expect(formatMoney(3_510_000_000, 'zh')).toBe('35.1 亿元')
    expect(formatMoney(50_000_000, 'zh')).toBe('5,000 万元')
    expect(formatMoney(999, 'zh')).toBe('999 元')
    expect(formatMoney(-120_000_000, 'zh')).toBe('-1.2 亿元')
    expect(formatMoney(3_510_000_000, 'en')).toBe('CNY 3.51 bn')
    expect(formatMoney(50_000_000, 'en')).toBe('CNY 50 m')
    expect(formatMoney(null, 'zh')).toBe('—')
    expect(formatMoney(Number.NaN, 'zh')).toBe('—')
  })
  it('keeps what matters of a number', () => {
    expect(formatNumber(0.01234, 'zh')).toBe('0.012')
    expect(formatNumber(12.345, 'zh')).toBe('12.3')
    expect(formatNumber(1234.5, 'en')).toBe('1,235')
    expect(formatNumber(2, 'zh', 2)).toBe('2.00')
    expect(formatShort(10_000_000, 'zh')).toBe('1,000 万')
    expect(formatShort(622, 'zh')).toBe('622')
    expect(formatPercent(0.004, 'zh')).toBe('0.4%')
    expect(formatPercent(0.5, 'en')).toBe('50%')
    expect(formatPercent(null, 'en')).toBe('—')
  })
  it('tells time spans and sizes', () => {
    expect(formatSpan(75, 'zh')).toBe('1 分 15 秒')
    expect(formatSpan(3720, 'en')).toBe('1 h 2 min')
    expect(formatBytes(48_120_331)).toBe('48.1 MB')
    const now = Date.parse('2026-11-24T08:00:00Z')
    expect(formatAgo('2026-11-24T07:00:00Z', 'en', now)).toBe('1 hour ago')
    expect(formatAgo('2026-01-02T07:00:00Z', 'zh', now)).toBe('2026-01-02')
  })
})

describe('marked words', () => {
  it('counts code points, not UTF-16 units', () => {
    const found = pieces('𠮷林齿轮箱、轴承', [mark(2, 5)])
    expect(found.map(({ text, marks }) => [text, marks.length])).toEqual([['𠮷林', 0], ['齿轮箱', 1], ['、轴承', 0]])
  })
  it('cuts where marks overlap and shows the stronger first', () => {
    const found = pieces('风电齿轮箱', [mark(0, 5, false), mark(2, 5, true)])
    expect(found.map(({ text, marks }) => [text, marks.map(({ head }) => head)])).toEqual([['风电', [false]], ['齿轮箱', [true, false]]])
  })
  it('bears marks that lie outside', () => {
    expect(pieces('轴承', [mark(1, 9), mark(5, 7), mark(2, 1)]).map(({ text }) => text).join('')).toBe('轴承')
    expect(pieces('', []).length).toBe(0)
  })
  it('shows the part of a long text around the first mark, with the marks moved', () => {
    const text = '甲'.repeat(500) + '齿轮箱' + '乙'.repeat(500)
    const part = excerpt(text, [mark(500, 503)], 40, 240)
    expect([...part.text].length).toBe(240)
    expect([part.cutBefore, part.cutAfter]).toEqual([true, true])
    const [at] = part.marks
    expect([...part.text].slice(at!.begin, at!.end).join('')).toBe('齿轮箱')
    expect(excerpt('短', [], 40, 240)).toEqual({ text: '短', marks: [], cutBefore: false, cutAfter: false })
  })
})

describe('two people change one record', () => {
  const base = { name: '甲', lead: '主任', chains: ['wind'], note: '' }
  it('asks only where both changed a field, and takes the one side that did', () => {
    const found = differences(Object.keys(base), base, { ...base, name: '乙', chains: ['wind', 'pv'] }, { ...base, name: '丙', note: '新' })
    expect(found.map(({ field, clash, choice }) => [field, clash, choice])).toEqual([['name', true, 'mine'], ['chains', false, 'mine'], ['note', false, 'theirs']])
    expect(merge(found)).toEqual({ name: '乙', chains: ['wind', 'pv'] })
    found[0]!.choice = 'theirs'
    expect(merge(found)).toEqual({ chains: ['wind', 'pv'] })
  })
  it('sees no difference in the order of keys', () => {
    expect(differences(['name'], { name: { zh: '甲', en: 'A' } }, { name: { en: 'A', zh: '甲' } }, { name: { zh: '甲', en: 'A' } })).toEqual([])
  })
})

describe('the audit log', () => {
  it('tells the fields that changed', () => {
    expect(changes({ name: { zh: '甲', en: 'A' }, version: 1 }, { name: { zh: '乙', en: 'A' }, version: 2 })).toEqual([
      { path: 'name.zh', before: '甲', after: '乙' },
      { path: 'version', before: 1, after: 2 },
    ])
    expect(changes(null, { login: 'a' })).toEqual([{ path: 'login', before: undefined, after: 'a' }])
    expect(changes({ login: 'a' }, null)).toEqual([{ path: 'login', before: 'a', after: undefined }])
    expect(changes({ roles: ['a'] }, { roles: ['a'] })).toEqual([])
  })
})

describe('tables', () => {
  it('turns a heading from up to down to none', () => {
    expect([nextSort('', 'name'), nextSort('name', 'name'), nextSort('-name', 'name'), nextSort('-name', 'login')]).toEqual(['name', '-name', '', 'login'])
  })
  it('sorts numbers by size and puts what is missing last, whichever way', () => {
    const rows = [{ n: 10 }, { n: null }, { n: 9 }]
    const value = (row: { n: number | null }) => row.n
    expect(sortRows(rows, 'n', value, 'zh').map(({ n }) => n)).toEqual([9, 10, null])
    expect(sortRows(rows, '-n', value, 'zh').map(({ n }) => n)).toEqual([10, 9, null])
  })
})

describe('counts of an import', () => {
  it('reconcile, or say by how much they do not', () => {
    const counts = { rows_read: 100, accepted: 90, rejected: 4, duplicates: 6 }
    expect(unexplained(counts)).toBe(0)
    expect(unexplained({ ...counts, accepted: 80 })).toBe(10)
    expect(countParts(counts).map(({ part, share }) => [part, share])).toEqual([['accepted', 0.9], ['duplicates', 0.06], ['rejected', 0.04]])
    expect(countParts({ rows_read: 0, accepted: 0, rejected: 0, duplicates: 0 })[0]!.share).toBe(0)
  })
})

it('escapes what libraries take for HTML', () => {
  expect(escapeHtml('<img src=x onerror="alert(1)">&\'')).toBe('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;')
})

describe('initials of a person', () => {
  it('takes the given name in Chinese, first letters otherwise', () => {
    expect(['演示 王小明', '系统管理员', 'Administrator', 'Ada King Lovelace', ''].map(initials)).toEqual(['小明', '理员', 'A', 'AL', ''])
  })
})
