// What differs between two versions of a part of a chain, in words: names of fields, values as a person reads them.
import type { Words } from '@/api/types'
import type { Document, DocumentEdge, DocumentNode } from './document'
import type { Clash } from './merge'

export interface Say {
  t: (key: string) => string
  words: (value: Words) => string
  number: (value: number) => string
}

type Parts = Record<string, unknown>
const isObject = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value)

/** i18n: chains.kind.* chains.stage.* chains.status.* */
function valueText(field: string, value: unknown, sources: Document['sources'], say: Say): string {
  if (value === undefined || value === null || value === '') return '—'
  if (Array.isArray(value)) return value.length ? value.map(String).join(say.t('parts.comma')) : '—'
  if (isObject(value)) {
    if ('zh' in value) return say.words(value as unknown as Words) || '—'
    const range = typeof value.low === 'number' && typeof value.high === 'number' ? `${say.number(value.low)}–${say.number(value.high)}` : undefined
    const figure = typeof value.value === 'number' ? say.number(value.value) : (range ?? (typeof value.use === 'string' && value.use ? value.use : '—'))
    const source = typeof value.source === 'string' ? (sources[value.source]?.title ?? value.source) : ''
    return source ? `${figure} · ${source}` : figure
  }
  if (typeof value === 'number') return say.number(value)
  if (field === 'kind' || field === 'stage' || field === 'status') return say.t(`chains.${field}.${String(value)}`)
  if (field === 'source') return sources[String(value)]?.title ?? String(value)
  return String(value)
}

export interface ClashLine {
  field: string
  title: string
  mine: string
  theirs: string
}

/** The fields in which the two differ; one line without a name where one side removed the part. i18n: chains.conflict.field.* */
export function clashLines(clash: Clash, mine: Document, theirs: Document, say: Say): ClashLine[] {
  const stays = (value: unknown) => say.t(value ? 'chains.conflict.kept' : 'chains.conflict.removed')
  if (!isObject(clash.mine) || !isObject(clash.theirs)) return [{ field: '', title: '', mine: stays(clash.mine), theirs: stays(clash.theirs) }]
  const [a, b] = [clash.mine, clash.theirs]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]))
    .map((field) => ({ field, title: say.t(`chains.conflict.field.${field}`), mine: valueText(field, a[field], mine.sources, say), theirs: valueText(field, b[field], theirs.sources, say) }))
}

/** The name by which a person knows the part. */
export function clashName(clash: Clash, mine: Document, theirs: Document, say: Say): string {
  const node = (id: string) => {
    const found = mine.nodes.find((one) => one.id === id) ?? theirs.nodes.find((one) => one.id === id)
    return found ? say.words({ zh: found.zh || id, en: found.en || id }) : id
  }
  const value = (clash.mine ?? clash.theirs) as Partial<DocumentNode & DocumentEdge & { title: string }>
  if (clash.kind === 'edge') return `${node(value.from ?? '')} → ${node(value.to ?? '')}`
  return clash.kind === 'node' ? node(clash.id) : value.title || clash.id
}
