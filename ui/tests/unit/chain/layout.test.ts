// The picture of a chain: nothing overlaps, lanes hold, every edge arrives, nothing is crossed by a line that does not end there; and fast enough.
import { describe, expect, it } from 'vitest'
import wind from '../../fixtures/chains/wind.json'
import { layout, type LayoutOptions, type Picture } from '@/parts/chain/layout'
import { measures, type Chain, type ChainNode, type Stage } from '@/parts/chain/model'

const chain = wind as unknown as Chain
const desk: LayoutOptions = { language: 'zh', measure: 'unmet', aspect: 1.8 }

/** A chain of `n` nodes drawn from a generator, as deep and wide as real ones. */
function made(n: number, seed: number): Chain {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const stageOf = (i: number): Stage => (i < n * 0.6 ? 'upstream' : i < n * 0.88 ? 'midstream' : 'downstream')
  const nodes = Array.from({ length: n }, (_, i): ChainNode => ({
    ...chain.nodes[i % chain.nodes.length]!, id: `x.${i}`, stage: stageOf(i), unmet_value: random() * 1e9, name: { zh: '环节'.repeat(1 + (i % 6)), en: 'Some node '.repeat(1 + (i % 4)) },
  }))
  const edges: Chain['edges'] = []
  for (let i = 0; i < n - 1; i += 1) {
    const links = 1 + (random() < 0.25 ? 1 : 0) + (random() < 0.05 ? 3 : 0)
    for (let k = 0; k < links; k += 1) {
      const to = i + 1 + Math.floor(random() ** 2 * Math.min(n - i - 1, n / 4))
      if (!edges.some((e) => e.from === `x.${i}` && e.to === `x.${to}`)) edges.push({ from: `x.${i}`, to: `x.${to}`, coefficient: random() < 0.1 ? null : 1 })
    }
  }
  return { ...chain, id: 'x', nodes, edges }
}

function faults(c: Chain, p: Picture): string[] {
  const wrong: string[] = []
  const at = new Map(p.nodes.map((n) => [n.id, n]))
  if (at.size !== c.nodes.length) wrong.push(`${at.size} of ${c.nodes.length} nodes`)
  p.nodes.forEach((a, i) => {
    if (a.x < 0 || a.y < 0 || a.x + a.width > p.width + 0.01 || a.y + a.height > p.height + 0.01) wrong.push(`${a.id} outside`)
    const lane = p.lanes.find((l) => l.stage === a.stage)!
    if (a.x < lane.x || a.x + a.width > lane.x + lane.width) wrong.push(`${a.id} out of its lane`)
    for (const b of p.nodes.slice(i + 1)) {
      if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height + 1 && b.y < a.y + a.height + 1) wrong.push(`${a.id} on ${b.id}`)
    }
  })
  for (const e of p.edges) {
    const [from, to] = [at.get(e.from)!, at.get(e.to)!]
    const [first, last] = [e.points[0]!, e.points.at(-1)!]
    if (Math.abs(first.x - from.x - from.width) > 0.01 || Math.abs(first.y - from.y - from.height / 2) > 0.01) wrong.push(`${e.key} does not begin at its node`)
    if (Math.abs(last.x - to.x) > 0.01 || Math.abs(last.y - to.y - to.height / 2) > 0.01) wrong.push(`${e.key} does not end at its node`)
    for (let i = 1; i < e.points.length; i += 1) {
      const [a, b] = [e.points[i - 1]!, e.points[i]!]
      if (Math.abs(a.x - b.x) > 0.01 && Math.abs(a.y - b.y) > 0.5) wrong.push(`${e.key} runs aslant`)
      if (b.x < a.x - 0.01) wrong.push(`${e.key} runs back`)
      const [x0, x1, y0, y1] = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)]
      for (const n of p.nodes) {
        if (n.id !== e.from && n.id !== e.to && x0 < n.x + n.width - 0.5 && x1 > n.x + 0.5 && y0 < n.y + n.height - 0.5 && y1 > n.y + 0.5) wrong.push(`${e.key} runs through ${n.id}`)
      }
    }
  }
  return wrong
}

describe('the wind chain', () => {
  for (const language of ['zh', 'en'] as const) {
    for (const measure of measures) {
      it(`is whole in ${language} by ${measure}`, () => {
        for (const aspect of [0.7, 1.2, 1.8, 2.6]) {
          const p = layout(chain, { language, measure, aspect })
          expect(faults(chain, p)).toEqual([])
          expect(p.edges.map((e) => e.key).sort()).toEqual(chain.edges.map((e) => `${e.from}>${e.to}`).sort())
        }
      })
    }
  }

  it('is legible on a desk: at least 90 % of full size in 1340 by 740', () => {
    const p = layout(chain, desk)
    expect(Math.min(1340 / p.width, 740 / p.height)).toBeGreaterThan(0.9)
  })

  it('has lanes from left to right that do not touch, and feeders left of what they feed', () => {
    const p = layout(chain, desk)
    expect(p.lanes.map((l) => l.stage)).toEqual(['upstream', 'midstream', 'downstream'])
    for (let i = 1; i < p.lanes.length; i += 1) expect(p.lanes[i]!.x).toBeGreaterThan(p.lanes[i - 1]!.x + p.lanes[i - 1]!.width)
    const column = new Map(p.nodes.map((n) => [n.id, n.column]))
    for (const e of chain.edges) expect(column.get(e.from)!).toBeLessThan(column.get(e.to)!)
  })

  it('is drawn the same way twice', () => {
    expect(layout(chain, desk)).toEqual(layout(chain, desk))
  })

  it('gives the largest value the largest box, nothing the smallest', () => {
    const p = layout(chain, desk)
    const most = [...chain.nodes].sort((a, b) => b.unmet_value - a.unmet_value)[0]!
    const size = (id: string) => p.nodes.find((n) => n.id === id)!.size
    expect(size(most.id)).toBe(3)
    expect(size('wind.turbine')).toBe(0)
    expect(p.nodes.find((n) => n.id === most.id)!.share).toBe(1)
  })

  it('is laid out in under 500 ms', () => {
    layout(chain, desk)
    const begin = performance.now()
    layout(chain, desk)
    expect(performance.now() - begin).toBeLessThan(500)
  })
})

describe('made chains', () => {
  it('are whole, whatever their shape', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const c = made(4 + seed * 3, seed)
      expect(faults(c, layout(c, { ...desk, aspect: 0.8 + (seed % 5) * 0.4 })), `seed ${seed}`).toEqual([])
    }
  })

  it('of 400 nodes are laid out in under 4 s', () => {
    const c = made(400, 7)
    const begin = performance.now()
    const p = layout(c, desk)
    const spent = performance.now() - begin
    console.log(`400 nodes, ${c.edges.length} edges: ${Math.round(spent)} ms`)
    expect(spent).toBeLessThan(4000)
    expect(faults(c, p)).toEqual([])
  })

  it('of one node, of none, and with edges that go nowhere or in a circle do no harm', () => {
    const one = { ...chain, nodes: chain.nodes.slice(0, 1), edges: [] }
    expect(faults(one, layout(one, desk))).toEqual([])
    expect(layout({ ...chain, nodes: [], edges: [] }, desk).nodes).toEqual([])
    const [a, b] = chain.nodes
    const odd = { ...chain, nodes: [a!, b!], edges: [{ from: a!.id, to: b!.id, coefficient: 1 }, { from: b!.id, to: a!.id, coefficient: 1 }, { from: a!.id, to: 'gone', coefficient: 1 }, { from: a!.id, to: a!.id, coefficient: 1 }] }
    const p = layout(odd, desk)
    expect(p.edges).toHaveLength(2)
    for (const e of p.edges) for (const q of e.points) expect(Number.isFinite(q.x + q.y)).toBe(true)
  })

  it('with an edge against the stages still draw it, from its beginning to its end', () => {
    const turned = { ...chain, edges: [...chain.edges, { from: 'wind.farm', to: 'wind.pig-iron', coefficient: 1 }] }
    const p = layout(turned, desk)
    const e = p.edges.find((x) => x.key === 'wind.farm>wind.pig-iron')!
    expect(e.points[0]!.x).toBeGreaterThan(e.points.at(-1)!.x)
  })
})
