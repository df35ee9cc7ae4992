const REPLACE: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** For the few places of libraries that take HTML. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => REPLACE[character]!)
