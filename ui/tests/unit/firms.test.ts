// The logic behind targets, firm search and firm page: weights, filters and the address, comparison, names, codes, timelines, circles.
import { describe, expect, it } from 'vitest'
import { checkCode } from '@/lib/creditCode'
import { apiFilter, filterFrom, filtersSet, noFilter, queryOf, toggled } from '@/lib/firmFilter'
import { distanceKm, ring, within } from '@/lib/great-circle'
import { spanOf } from '@/parts/score'
import { yearBins } from '@/parts/years'
import { asMasked, draftOf, halfMasked, type Contact } from '@/pages/firms/contact'
import { stockCode } from '@/pages/firms/facts'
import { splitName } from '@/pages/firms/name'
import { pathsOf } from '@/pages/firms/paths'
import { countQuery, firmQuery, searchFrom } from '@/pages/firms/search'
import { timeline } from '@/pages/firms/timeline'
import { countByStatus } from '@/pages/lists/statuses'
import { partRows, withOne } from '@/pages/targets/compare'
import { factorsText, keyOf, moves, neutralOf, parseFactors, rankChanges, reweigh, unitOf, type Target, type TargetNode } from '@/pages/targets/weights'

const words = (text: string) => ({ zh: text, en: text })
const node = { id: 'wind.gearbox', name: words('齿轮箱'), chain: 'wind' }
const target = (firm: string, rank: number, points: Record<string, number>) =>
  ({ firm, name: firm, node, rank, parts: Object.entries(points).map(([id, value]) => ({ id, points: value, evidence: words(id) })), score: Object.values(points).reduce((a, b) => a + b, 0) }) as unknown as Target
const ranking = (...targets: Target[]) => [{ node, direction: 'fill', priority: 1, candidates: targets.length, targets, regions: [] } as TargetNode]
const base = () => ranking(target('A', 1, { capability: 4, scale: 1 }), target('B', 2, { capability: 4, ties: 0.8 }), target('C', 3, { capability: 3, ties: 1.5, risk: -0.4 }))

describe('weights', () => {
  it('are read from the address and written back, without what is no factor', () => {
    expect(parseFactors('scale:0.5,ties:2,fit:1,x:,y:-1,z:abc,')).toEqual({ scale: 0.5, ties: 2, fit: 1 })
    expect(factorsText({ ties: 2, scale: 0.5 })).toBe('scale:0.5,ties:2')
    expect(parseFactors(factorsText({ capability: 0 }))).toEqual({ capability: 0 })
  })
  it('count from the shipped weight where 0 is saved', () => {
    expect([unitOf({ weight: 2, shipped: 1 }), unitOf({ weight: 0, shipped: 1.5 }), unitOf({ weight: 0, shipped: 0 })]).toEqual([2, 1.5, 1])
    expect([neutralOf({ weight: 2, shipped: 1 }), neutralOf({ weight: 0, shipped: 1.5 })]).toEqual([1, 0])
  })
  it('change points, sums, order and ranks within the node', () => {
    const now = reweigh(base(), { ties: 2, scale: 0 })
    expect(now[0]!.targets.map(({ firm, rank }) => [firm, rank])).toEqual([['B', 1], ['C', 2], ['A', 3]])
    expect(now[0]!.targets.map(({ score }) => Number(score.toFixed(6)))).toEqual([5.6, 5.6, 4])
    for (const one of now[0]!.targets) expect(one.parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(one.score, 12)
  })
  it('leave what was given as it is', () => {
    const given = base()
    reweigh(given, { capability: 0 })
    expect(given).toEqual(base())
    expect(reweigh(given, {})[0]!.targets.map(({ firm }) => firm)).toEqual(['A', 'B', 'C'])
  })
  it('tell who gained and lost places, and who is new', () => {
    const now = reweigh(base(), { scale: 0 })
    now[0]!.targets.push(target('D', 4, { capability: 1 }))
    expect([...rankChanges(base(), now)].map(([key, change]) => [key.split('|')[1], change])).toEqual([['B', 1], ['C', 1], ['A', -2], ['D', undefined]])
    expect(moves(base(), now, 2)).toEqual({ moved: 4, top: ['C'] })
    expect(moves(base(), base())).toEqual({ moved: 0, top: [] })
  })
  it('share one scale for gains and losses', () => {
    expect(spanOf(base()[0]!.targets)).toEqual({ most: 5, least: 0.4 })
    expect(spanOf([])).toEqual({ most: 0.01, least: 0.01 })
  })
})

describe('comparison', () => {
  it('takes four, the oldest goes', () => {
    expect(['a', 'b', 'c', 'd', 'e'].reduce(withOne, [] as string[])).toEqual(['b', 'c', 'd', 'e'])
    expect(withOne(['a', 'b'], 'a')).toEqual(['b'])
  })
  it('sets parts side by side and marks the best, not where all are equal', () => {
    const { rows, largest } = partRows(base()[0]!.targets)
    expect(rows.map(({ id, points, best }) => [id, points, best])).toEqual([
      ['capability', [4, 4, 3], [0, 1]], ['scale', [1, 0, 0], [0]], ['ties', [0, 0.8, 1.5], [2]], ['risk', [0, 0, -0.4], [0, 1]],
    ])
    expect(largest).toBe(4)
    expect(partRows([base()[0]!.targets[0]!]).rows.every(({ best }) => best.length === 0)).toBe(true)
  })
  it('names a target by node and firm', () => expect(keyOf(base()[0]!.targets[0]!)).toBe('wind.gearbox|A'))
})

describe('filters', () => {
  const full = { places: [320000, 330100], regions: ['yangtze-delta'], capitalMin: 5e7, capitalMax: 1e9, from: '2000-01-01', to: '2020-12-31', activities: ['make' as const, 'research' as const], listed: true, brand: '金风', text: '齿轮箱 轴承' }
  it('come back from the address as they went', () => {
    expect(filterFrom(queryOf(full))).toEqual(full)
    expect(filterFrom(queryOf(noFilter()))).toEqual(noFilter())
    expect(Object.values(queryOf(noFilter())).every((value) => value === '')).toBe(true)
    expect(filtersSet(full)).toBe(10)
    expect(filtersSet(noFilter())).toBe(0)
  })
  it('leave out what they cannot understand', () => {
    expect(filterFrom({ places: 'x,320000,-3', capital_min: '-1', capital_max: 'much', registered_from: '01.02.2003', activities: 'make,fly', listed: 'perhaps', text: ['a', 'b'] })).toEqual({ ...noFilter(), places: [320000], activities: ['make'] })
  })
  it('ask the server only for what is set', () => {
    expect(apiFilter(noFilter())).toEqual({})
    expect(apiFilter({ ...noFilter(), listed: false, capitalMin: 0 })).toEqual({ listed: false, capital_min: 0 })
    expect(apiFilter(full)).toMatchObject({ registered_to: '2020-12-31', brand: '金风' })
    expect(toggled([1, 2], 2)).toEqual([1])
  })
  it('of the firm search: circle only with a place, counted as searched', () => {
    const search = searchFrom({ nodes: 'wind.gearbox, wind.tower', near: '620900', radius_km: '99999' })
    expect(firmQuery(search, 50)).toEqual({ nodes: ['wind.gearbox', 'wind.tower'], near: 620900, radius_km: 5000, top: 50 })
    expect(firmQuery(searchFrom({ radius_km: '100' }), 50)).toEqual({ top: 50 })
    expect(countQuery(search)).toEqual({ nodes: ['wind.gearbox', 'wind.tower'], near: 620900, radius_km: 5000 })
  })
})

describe('a firm', () => {
  it('has a name of four parts', () => {
    expect(splitName('杭州前进齿轮箱集团股份有限公司', { place: '杭州', brand: '前进', business: '齿轮箱', form: '集团股份有限公司' }).map(({ part, text }) => `${part} ${text}`)).toEqual(['place 杭州', 'brand 前进', 'business 齿轮箱', 'form 集团股份有限公司'])
    expect(splitName('虚构铭金（茂名）工程厂', { place: '茂名', brand: '虚构铭金', business: '工程', form: '厂' }).map(({ text }) => text).join('')).toBe('虚构铭金（茂名）工程厂')
    expect(splitName('公司', { place: '', brand: '', business: '', form: '' })).toEqual([{ part: 'rest', text: '公司' }])
    expect(splitName('上海电气', { place: '上海', brand: '上海电气', business: '', form: '' }).map(({ part }) => part)).toEqual(['brand'])
  })
  it('has a code whose check character is checked', () => {
    expect(checkCode('91350100M000100Y43')).toBe('right')
    expect(checkCode('91350100M000100Y44')).toBe('wrong')
    expect(checkCode('91350100M000100Y4')).toBe('wrong')
    expect(checkCode('')).toBe('none')
  })
  it('has a brand whose places stand in the order in which it came there', () => {
    const one = (place: string, registered: string | null, self = false) => ({ place, registered, name: place, self })
    const line = timeline([one('宁波', '2010-06-01'), one('清远', '2022-05-09'), one('宁波', '2004-07-01', true), one('酒泉', null), one('泰安', 'bad')])
    expect(line.rows.map(({ place, dots }) => [place, dots.length])).toEqual([['宁波', 2], ['清远', 1]])
    expect([line.first, line.last, line.undated]).toEqual([2004, 2024, 2])
    const many = timeline([...Array.from({ length: 20 }, (_, n) => one(`城${n}`, `${1990 + n}-01-01`)), one('本城', '2015-01-01', true)], 5)
    expect(many.rows.map(({ place }) => place)).toEqual(['城0', '城1', '城2', '城3', '本城'])
    expect(timeline([]).rows).toEqual([])
  })
  it('has paths: known ties always, candidates once each and not too many', () => {
    const candidate = (local: string) => ({ local, node, relation: 'could-supply' as const, via: node })
    const ties = [{ local: '甲', kind: 'supplier' as const, note: '', provenance: { source: 's', date: '2025-01-01', status: 'reported' as const } }]
    const paths = pathsOf({ ties, tie_candidates: [candidate('乙'), candidate('乙'), ...Array.from({ length: 12 }, (_, n) => candidate(`丙${n}`))] }, 3)
    expect(paths.map(({ local, known }) => [local, known])).toEqual([['甲', true], ['乙', false], ['丙0', false], ['丙1', false]])
  })
  it('is counted by its progress on a list', () => expect(countByStatus([{ status: 'new' }, { status: 'new' }, { status: 'dropped' }] as never)).toEqual({ new: 2, contacting: 0, visited: 0, negotiating: 0, dropped: 1 }))
})

describe('years', () => {
  it('become columns wide enough to be hit', () => {
    expect(yearBins([{ year: 2020, value: 3 }, { year: 2022, value: 1 }])).toEqual([{ from: 2020, to: 2020, value: 3 }, { from: 2021, to: 2021, value: 0 }, { from: 2022, to: 2022, value: 1 }])
    const bins = yearBins(Array.from({ length: 44 }, (_, n) => ({ year: 1982 + n, value: 1 })))
    expect(bins.map(({ from }) => from)).toEqual([1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025])
    expect(bins.reduce((sum, { value }) => sum + value, 0)).toBe(44)
    expect(yearBins([])).toEqual([])
  })
})

describe('great circles', () => {
  it('measure over the ground', () => {
    expect(distanceKm([98.51, 39.74], [121.55, 29.87])).toBeGreaterThan(2300)
    expect(distanceKm([98.51, 39.74], [121.55, 29.87])).toBeLessThan(2420)
    expect(distanceKm([10, 10], [10, 10])).toBe(0)
  })
  it('draw rings whose every point is as far away', () => {
    const points = ring([98.51, 39.74], 1000)
    expect(points).toHaveLength(73)
    for (const point of points) expect(distanceKm([98.51, 39.74], point)).toBeCloseTo(1000, 6)
  })
  it('know what lies in a box', () => {
    const box = { west: 110, east: 125, south: 25, north: 35 }
    expect([within(box, [121, 30]), within(box, [98, 39])]).toEqual([true, false])
  })
})

describe('a contact that is changed', () => {
  const masked: Contact = { id: 'c', version: 3, name: '演**', title: '部长', phone: '137****0000', email: '', note: '', masked: true, group: null }
  const clear: Contact = { ...masked, name: '演示王五', phone: '13700000000', masked: false }
  it('keeps what is masked, and is refused when half of the stars stay', () => {
    expect(halfMasked(masked, { ...draftOf(masked), title: '局长' })).toEqual([])
    expect(halfMasked(masked, { ...draftOf(masked), phone: '137****1111', name: '李四' })).toEqual(['phone'])
    expect(halfMasked(clear, { ...draftOf(clear), name: '演*' })).toEqual([])
  })
  it('is told against the masked version, so that clear words are no conflict', () => {
    expect(asMasked(masked, clear, { ...draftOf(clear), title: '局长' })).toEqual({ name: '演**', title: '局长', phone: '137****0000', email: '', note: '' })
  })
})

describe('a stock code', () => {
  it('is none where a registry says only that the firm is listed', () => {
    expect([stockCode('是'), stockCode('300772'), stockCode('')]).toEqual(['', '300772', ''])
  })
})
