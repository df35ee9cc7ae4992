// Measures, filters, reach, search, arrows, view: everything of the map that is not drawing.
import { describe, expect, it } from 'vitest'
import wind from '../../fixtures/chains/wind.json'
import { neighbour, readingOrder } from '@/parts/chain/keyboard'
import { layout } from '@/parts/chain/layout'
import { mini } from '@/parts/chain/mini'
import { find, Graph, largest, measured, noFilters, passes, sizeStep, type Chain } from '@/parts/chain/model'
import { roundedPath, split } from '@/parts/chain/paths'
import { isotonic } from '@/parts/chain/place'
import { textWidth, wrap } from '@/parts/chain/text'
import { fitted, kept, zoomed } from '@/parts/chain/viewport'

const chain = wind as unknown as Chain
const node = (id: string) => chain.nodes.find((n) => n.id === id)!
const picture = layout(chain, { language: 'zh', measure: 'unmet', aspect: 1.8 })

describe('measures', () => {
  it('value demand at the price of what is unmet, and say nothing where that is not known', () => {
    const gearbox = node('wind.gearbox')
    expect(measured(gearbox, 'unmet')).toBe(1.65e9)
    expect(measured(gearbox, 'demand')).toBeCloseTo(1950 * 3e6)
    expect(measured(node('wind.turbine'), 'demand')).toBeNull()
    expect(measured(node('wind.om'), 'demand')).toBe(0)
  })
  it('have steps by the root of the share', () => {
    expect([0, 1, 6.25, 25, 64, 100].map((v) => sizeStep(v, 100))).toEqual([0, 0, 1, 2, 3, 3])
    expect(sizeStep(null, 100)).toBe(0)
    expect(largest(chain, 'unmet')).toBe(Math.max(...chain.nodes.map((n) => n.unmet_value)))
  })
})

describe('filters', () => {
  const count = (f: Partial<typeof noFilters>) => chain.nodes.filter((n) => passes(n, { ...noFilters, ...f })).length
  it('let through what has every trait asked for', () => {
    expect(count({})).toBe(63)
    expect(count({ directions: ['strengthen'] })).toBe(5)
    expect(count({ directions: ['strengthen', 'covered'] })).toBe(6)
    expect(count({ directions: ['strengthen'], stages: ['upstream'] })).toBe(1)
    expect(count({ firms: 'with' }) + count({ firms: 'without' })).toBe(63)
  })
})

describe('reach', () => {
  it('is what feeds a node and what it feeds, to the ends', () => {
    const r = new Graph(chain).reach('wind.gearbox')
    expect([...r.fed].sort()).toEqual(['wind.blade-recycling', 'wind.farm', 'wind.om', 'wind.turbine'])
    expect(r.feeds.has('wind.pig-iron')).toBe(true)
    expect(r.feeds.has('wind.blade')).toBe(false)
    expect(r.edges.has('wind.turbine>wind.farm')).toBe(true)
    expect(r.edges.has('wind.blade>wind.turbine')).toBe(false)
  })
  it('ends in a circle', () => {
    const r = new Graph({ nodes: chain.nodes.slice(0, 2), edges: [{ from: chain.nodes[0]!.id, to: chain.nodes[1]!.id, coefficient: 1 }, { from: chain.nodes[1]!.id, to: chain.nodes[0]!.id, coefficient: 1 }] }).reach(chain.nodes[0]!.id)
    expect(r.feeds.size).toBe(1)
  })
})

describe('search', () => {
  it('finds by name in both languages, then by term', () => {
    expect(find(chain, '齿轮箱').map((n) => n.id)).toContain('wind.gearbox')
    expect(find(chain, '齿轮箱')[0]!.name.zh).toMatch(/^齿轮箱/)
    expect(find(chain, 'gearbox')[0]!.name.en.toLowerCase()).toMatch(/^gearbox/)
    expect(find(chain, '铸造生铁')[0]!.id).toBe('wind.pig-iron')
    expect(find(chain, '  ')).toEqual([])
  })
})

describe('arrow keys', () => {
  it('lead along the edges and within the column, and stop at the ends', () => {
    expect(neighbour(picture, 'wind.gearbox', 'ArrowRight')).toBe('wind.turbine')
    const left = neighbour(picture, 'wind.gearbox', 'ArrowLeft')!
    expect(chain.edges.some((e) => e.from === left && e.to === 'wind.gearbox')).toBe(true)
    expect(neighbour(picture, 'wind.blade-recycling', 'ArrowRight')).toBeUndefined()
    const down = neighbour(picture, 'wind.gearbox', 'ArrowDown')!
    expect(neighbour(picture, down, 'ArrowUp')).toBe('wind.gearbox')
  })
  it('reach every node: by column from the top', () => {
    const order = readingOrder(picture)
    expect(order).toHaveLength(63)
    expect(neighbour(picture, 'wind.gearbox', 'Home')).toBe(order[0]!.id)
    expect(neighbour(picture, 'wind.gearbox', 'End')).toBe(order[62]!.id)
    for (let i = 1; i < order.length; i += 1) {
      const [a, b] = [order[i - 1]!, order[i]!]
      expect(a.column < b.column || (a.column === b.column && a.y < b.y)).toBe(true)
    }
  })
})

describe('lines', () => {
  it('have round corners only where there is room', () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 20, y: 40 }])).toBe('M0 0L15 0Q20 0 20 5L20 40')
    expect(roundedPath([{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 20, y: 0.4 }])).toBe('M0 0L20 0L20 0.4')
    expect(roundedPath([])).toBe('')
  })
  it('set apart at a node keep their far ends and never cross each other', () => {
    const apart = split(picture.edges, 'wind.gearbox').filter((s) => s.edge.to === 'wind.gearbox')
    expect(apart.length).toBe(4)
    const ys = apart.map((s) => s.points.at(-1)!.y)
    expect(new Set(ys).size).toBe(4)
    for (const s of apart) if (s.points.length > 2) expect(s.points[0]).toEqual(s.edge.points[0])
    const far = apart.map((s) => s.points[0]!.y)
    expect([...far].sort((a, b) => a - b)).toEqual(far)
    expect([...ys].sort((a, b) => a - b)).toEqual(ys)
  })
})

describe('pooling adjacent violators', () => {
  it('gives the nearest rising values within bounds', () => {
    expect(isotonic([3, 1, 2], [1, 1, 1], 10)).toEqual([2, 2, 2])
    expect(isotonic([1, 5, 3, 9], [1, 1, 1, 1], 10)).toEqual([1, 4, 4, 9])
    expect(isotonic([4, 1], [3, 1], 10)).toEqual([3.25, 3.25])
    expect(isotonic([-5, 20], [1, 1], 10)).toEqual([0, 10])
  })
})

describe('texts', () => {
  it('are wrapped at their width, the last line cut with a sign', () => {
    expect(wrap('联轴器与高速制动器', 10, 60, 2)).toEqual(['联轴器与高速', '制动器'])
    expect(wrap('状态监测与功率预测系统集成', 10, 50, 2)).toEqual(['状态监测与', '功率预测…'])
    expect(wrap('Gearbox housing', 10, 60, 2)).toEqual(['Gearbox', 'housing'])
    for (const n of chain.nodes) for (const line of wrap(n.name.en, 11.5, 98, 2)) expect(textWidth(line, 11.5)).toBeLessThanOrEqual(98)
  })
})

describe('the view', () => {
  const frame = { width: 1000, height: 600 }
  it('fits all in the middle', () => {
    const v = fitted({ width: 2000, height: 600 }, frame)
    expect(v.k).toBeCloseTo(0.492)
    expect(v.x).toBeCloseTo(8)
    expect(fitted({ width: 100, height: 100 }, frame).k).toBe(1.25)
  })
  it('zooms about a point that stays', () => {
    const v = zoomed({ x: 10, y: 20, k: 1 }, 2, 110, 220)
    expect([(110 - v.x) / v.k, (220 - v.y) / v.k]).toEqual([100, 200])
    expect(zoomed(v, 1000, 0, 0).k).toBe(3)
  })
  it('never loses the picture', () => {
    const v = kept({ x: 9999, y: -9999, k: 1 }, { width: 2000, height: 800 }, frame)
    expect(v.x).toBeLessThan(1000)
    expect(v.y + 800).toBeGreaterThan(0)
  })
})

describe('the small picture', () => {
  it('has a mark for each node, in lanes, the urgent first and larger', () => {
    const m = mini(chain.nodes)
    expect(m.marks).toHaveLength(63)
    expect(m.lanes.map((l) => l.count)).toEqual([42, 16, 5])
    expect(m.marks[0]!.direction).toBe('fill')
    expect(Math.max(...m.marks.map((k) => k.size))).toBe(m.cell)
    for (const k of m.marks) expect(k.x + k.size).toBeLessThanOrEqual(m.width + 0.01)
  })
})
