// A contact as it is typed. What is masked is kept by the server when it comes back as it was shown; a half-masked text would be
// stored as it stands, so it is refused here.
import type { Schema } from '@/api/types'

export type Contact = Schema<'Contact'>
export const FIELDS = ['name', 'title', 'phone', 'email', 'note'] as const
export type ContactDraft = Record<(typeof FIELDS)[number], string>

export const draftOf = (contact?: Contact): ContactDraft => Object.fromEntries(FIELDS.map((field) => [field, contact?.[field] ?? ''])) as ContactDraft

/** Fields whose masked text was changed without replacing the stars. */
export const halfMasked = (shown: Contact | undefined, draft: ContactDraft) => (shown?.masked ? (['name', 'phone', 'email'] as const).filter((field) => draft[field] !== shown[field] && draft[field].includes('*')) : [])

/** What one changed, told against the masked version, as the other side's is masked too. `shown`: what the form began with, perhaps in clear. */
export const asMasked = (masked: Contact, shown: Contact, draft: ContactDraft): ContactDraft => Object.fromEntries(FIELDS.map((field) => [field, draft[field] === shown[field] ? masked[field] : draft[field]])) as ContactDraft
