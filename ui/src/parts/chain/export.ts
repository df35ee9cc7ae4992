// The drawn map as a sheet that stands alone: styles written into each element, always in the light colours, with title, legend and sources.
import type { Picture } from './layout'
import type { Direction } from './model'
import { textWidth, wrap } from './text'

export interface Sheet {
  title: string
  about: string
  legend: { direction: Direction; text: string }[]
  foot: string
}

const styles = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity', 'font-size', 'font-weight', 'text-anchor'] as const
const plain: Record<string, string> = { 'fill-opacity': '1', 'stroke-opacity': '1', opacity: '1', stroke: 'none', 'stroke-dasharray': 'none', 'text-anchor': 'start' }
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Runs with the light colours in force; nothing is painted in between. */
function inLight<T>(work: () => T): T {
  const root = document.documentElement
  const theme = root.dataset.theme
  root.dataset.theme = 'light'
  try {
    return work()
  } finally {
    if (theme === undefined) delete root.dataset.theme
    else root.dataset.theme = theme
  }
}

function written(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  for (const name of styles) {
    const value = style.getPropertyValue(name)
    if (value && value !== plain[name]) to.setAttribute(name, name === 'font-size' || name === 'stroke-width' ? value.replace('px', '') : value)
  }
  for (const attribute of ['class', 'tabindex', 'role', 'aria-label', 'aria-pressed', 'aria-hidden', 'data-node']) to.removeAttribute(attribute)
  for (const a of [...to.attributes]) if (a.name.startsWith('data-v-')) to.removeAttribute(a.name)
  const children = [...from.children]
  ;[...to.children].forEach((child, i) => written(children[i]!, child))
}

export function sheetOf(drawn: SVGGElement, picture: Picture, sheet: Sheet): string {
  return inLight(() => {
    const margin = 28
    const head = 74
    const copy = drawn.cloneNode(true) as SVGGElement
    written(drawn, copy)
    const root = getComputedStyle(document.documentElement)
    const colour = (name: string) => root.getPropertyValue(name).trim()
    const width = Math.ceil(picture.width + 2 * margin)
    const foot = sheet.foot ? wrap(sheet.foot, 10, width - 2 * margin, 4) : []
    const height = Math.ceil(picture.height + head + margin + foot.length * 14 + 16)
    let x = margin
    const legend = sheet.legend
      .map((l) => {
        const mark = `<rect x="${x}" y="${head - 22}" width="10" height="10" rx="2" fill="${colour(`--dir-${l.direction}`)}"/><text x="${x + 15}" y="${head - 13}" font-size="12" fill="${colour('--ink-2')}">${escape(l.text)}</text>`
        x += 15 + textWidth(l.text, 12) + 22
        return mark
      })
      .join('')
    const feet = foot.map((line, i) => `<text x="${margin}" y="${head + picture.height + 22 + i * 14}" font-size="10" fill="${colour('--ink-3')}">${escape(line)}</text>`).join('')
    const body = new XMLSerializer().serializeToString(copy).replace(/ xmlns="[^"]*"/, '')
    return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(colour('--font').replace(/"/g, "'"))}">
<rect width="100%" height="100%" fill="${colour('--surface') || '#fff'}"/>
<text x="${margin}" y="32" font-size="19" font-weight="600" fill="${colour('--ink')}">${escape(sheet.title)}</text>
<text x="${width - margin}" y="32" font-size="11" text-anchor="end" fill="${colour('--ink-3')}">${escape(sheet.about)}</text>
${legend}
<g transform="translate(${margin} ${head})">${body}</g>
${feet}
</svg>
`
  })
}

/** Twice the size, so that it can be put into a document. */
export async function pngOf(svg: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * scale
    canvas.height = image.naturalHeight * scale
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => canvas.toBlob((b) => (b ? resolve(b) : reject(new Error('no image'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(url)
  }
}

export function saveAs(what: Blob | string, name: string): void {
  const url = typeof what === 'string' ? what : URL.createObjectURL(what)
  const a = document.createElement('a')
  a.href = url
  a.download = name
  a.click()
  if (typeof what !== 'string') setTimeout(() => URL.revokeObjectURL(url), 1000)
}
