// Widths of short texts without a browser, so that a worker and a test lay out as the page does.
//
// In units of the type size: Han and full-width signs 1; Latin by classes of Noto Sans, a little on the wide side.

export function textWidth(text: string, size: number): number {
  let em = 0
  for (const sign of text) {
    const code = sign.codePointAt(0)!
    if (code >= 0x2e80 || (code >= 0x2014 && code <= 0x2026) || sign === '·' || sign === '◆') em += 1
    else if ('iljtfrI.,:;|\'!()[] -'.includes(sign)) em += 0.34
    else if ('mwMW%@'.includes(sign)) em += 0.88
    else if (sign >= 'A' && sign <= 'Z') em += 0.66
    else em += 0.565
  }
  return em * size
}

function pieces(text: string): string[] {
  return text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []
}

function cut(text: string, size: number, width: number): string {
  let kept = ''
  for (const sign of text) {
    if (textWidth(kept + sign + '…', size) > width) return kept.trimEnd() + '…'
    kept += sign
  }
  return kept
}

/** Lines of at most `width`; what does not fit into the last one ends in an ellipsis. */
export function wrap(text: string, size: number, width: number, lines: number): string[] {
  const result: string[] = []
  let line = ''
  const all = pieces(text)
  for (let i = 0; i < all.length; i += 1) {
    if (line !== '' && textWidth((line + all[i]).trimEnd(), size) > width) {
      if (result.length + 1 === lines) return [...result, cut(line + all.slice(i).join(''), size, width)]
      result.push(line.trimEnd())
      line = ''
    }
    line += all[i]
  }
  const last = line.trimEnd()
  result.push(textWidth(last, size) > width ? cut(last, size, width) : last)
  return result
}
