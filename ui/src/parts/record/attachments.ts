// Versions of documents: those of one name together, newest first; names by their newest version.
import type { Schema } from '@/api/types'

type Attachment = Schema<'Attachment'>
export function versionsByName(items: readonly Attachment[]): Attachment[][] {
  const names = new Map<string, Attachment[]>()
  for (const item of items) names.set(item.name, [...(names.get(item.name) ?? []), item])
  const groups = [...names.values()].map((versions) => versions.sort((a, b) => b.number - a.number))
  return groups.sort((a, b) => (a[0]!.at < b[0]!.at ? 1 : -1))
}
