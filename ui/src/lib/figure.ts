// Figures as people type them: with thousands' separators, and money in units of ten thousand yuan unless 亿, 万 or 元 says otherwise.
/** undefined: no figure; null: nothing was typed. */
export function parseFigure(text: string, scale = 1): number | null | undefined {
  const plain = text.replace(/[,，\s]/g, '')
  if (plain === '') return null
  const found = /^(\d+(?:\.\d*)?|\.\d+)(亿|万)?(元)?$/.exec(plain)
  if (!found) return undefined
  const unit = found[2] === '亿' ? 1e8 : found[2] === '万' ? 1e4 : found[3] ? 1 : scale
  return round(Number(found[1]) * unit)
}
/** Without the tail of binary fractions. */
export const round = (value: number) => Number(value.toPrecision(14))
export const shownFigure = (value: number | null | undefined, scale = 1) => (value === null || value === undefined ? '' : String(round(value / scale)))
