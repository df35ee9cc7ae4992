/** What stands in the circle of a person: the last two characters of a Chinese name, else the first letters of the first and last word. */
export function initials(name: string): string {
  const text = name.trim()
  if (/\p{Script=Han}/u.test(text)) return [...text].slice(-2).join('')
  const words = text.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase()
}
