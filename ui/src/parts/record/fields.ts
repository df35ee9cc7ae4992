// How the fields of leads and projects are typed and shown. Names: records.field.KEY.
import { useI18n } from 'vue-i18n'
import { LIMITS } from '@/api/limits'
import type { Words } from '@/api/types'
import { useFormat } from '@/lib/format'

export type FieldKind = 'text' | 'long' | 'money' | 'number' | 'integer' | 'day' | 'node' | 'origin' | 'list' | 'people' | 'firm'
export interface Field {
  key: string
  kind: FieldKind
  /** Of a figure: a text records.unit.*. */
  unit?: string
}
/** Most characters of a field's text, as the body of leads or projects has it. */
export const limitOf = (key: string, of: 'createLead' | 'createProject'): number | undefined => LIMITS[of]?.[`/${key}`] ?? LIMITS[of]?.[`/facts/${key}`]
export const ORIGINS = ['abroad', 'other-province', 'other-city', 'local'] as const
export type OriginId = (typeof ORIGINS)[number]

const field = (key: string, kind: FieldKind, more: Partial<Field> = {}): Field => ({ key, kind, ...more })
const ALL: readonly Field[] = [
  field('name', 'text'), field('title', 'text'), field('firm', 'firm'), field('node', 'node'), field('process', 'long'),
  field('investment', 'money'), field('foreign', 'origin'), field('land_mu', 'number', { unit: 'mu' }), field('capacity', 'number', { unit: 'capacity' }), field('output', 'money', { unit: 'wanYear' }), field('tax', 'money', { unit: 'wanYear' }),
  field('jobs', 'integer', { unit: 'jobs' }), field('power_mva', 'number', { unit: 'mva' }), field('energy_tce', 'number', { unit: 'tce' }), field('water_t', 'number', { unit: 'tonnesYear' }), field('environment', 'long'),
  field('agreement_on', 'day'), field('registered_firm', 'text'), field('project_code', 'text'), field('lead_official', 'text'), field('team', 'people'),
  field('competitors', 'list'), field('likelihood', 'integer', { unit: 'percent' }), field('expected_start', 'day'), field('expected_production', 'day'), field('note', 'long'),
]
const BY_KEY = new Map(ALL.map((one) => [one.key, one]))
export const fieldOf = (key: string): Field | undefined => BY_KEY.get(key)
export const fieldsOf = (keys: readonly string[]): Field[] => keys.flatMap((key) => BY_KEY.get(key) ?? [])

export const isStated = (value: unknown) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/** The value of a field as text; '' where it is not stated. `unit`: of the capacity. */
export function useFieldText() {
  const { t } = useI18n()
  const { money, stated, day, words } = useFormat()
  // i18n: records.origin.* records.unit.*
  return (one: Field, value: unknown, unit?: Words | null): string => {
    if (!isStated(value)) return ''
    switch (one.kind) {
      case 'money': return one.unit ? t('records.aYear', { money: money(value as number) }) : money(value as number)
      case 'number':
      case 'integer': return `${stated(value as number)} ${one.unit === 'capacity' ? (unit ? t('records.aYear', { money: words(unit) }) : '') : one.unit ? t(`records.unit.${one.unit}`) : ''}`.trim()
      case 'day': return day(value as string)
      case 'origin': return t(`records.origin.${String(value)}`)
      case 'node': return typeof value === 'object' ? words((value as { name: Words }).name) : String(value)
      case 'firm': return (value as { name: string }).name
      case 'list': return (value as string[]).join(t('parts.comma'))
      case 'people': return (value as ({ name: string } | string)[]).map((person) => (typeof person === 'string' ? person : person.name)).join(t('parts.comma'))
      default: return String(value)
    }
  }
}
