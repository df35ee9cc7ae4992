// Years as columns wide enough to be hit: of one, two, five, ten or twenty years.
export interface YearBin {
  from: number
  to: number
  value: number
}

/** At most `most` columns; what is older than 100 years before the last is left out. */
export function yearBins(items: readonly { year: number; value: number }[], most = 12): YearBin[] {
  const recent = items.filter(({ year }) => year > Math.max(...items.map((item) => item.year)) - 100)
  if (!recent.length) return []
  const [first, last] = [Math.min(...recent.map(({ year }) => year)), Math.max(...recent.map(({ year }) => year))]
  const size = [1, 2, 5, 10, 20].find((years) => Math.floor(last / years) - Math.floor(first / years) < most) ?? 20
  const begin = Math.floor(first / size) * size
  const bins = Array.from({ length: Math.floor((last - begin) / size) + 1 }, (_, n) => ({ from: begin + n * size, to: begin + (n + 1) * size - 1, value: 0 }))
  for (const { year, value } of recent) bins[Math.floor((year - begin) / size)]!.value += value
  return bins
}
