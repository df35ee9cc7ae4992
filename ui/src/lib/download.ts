// A file from the server: an error is shown as any other, not saved as a file.
import { readProblem } from '@/api/problem'

export async function download(url: string, name: string, language: string): Promise<void> {
  const response = await fetch(url, { credentials: 'same-origin', headers: { 'Accept-Language': language } })
  if (!response.ok) throw await readProblem(response)
  const given = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  saveBlob(await response.blob(), given ? decodeURIComponent(given) : name)
}

export function saveBlob(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
