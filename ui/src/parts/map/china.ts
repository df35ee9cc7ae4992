// ECharts with what a map needs, drawn as SVG: a canvas that is drawn anew for paper comes out empty, and the map itself from /map/china.json, which an operator may replace by an approved one.
import { LinesChart, MapChart, ScatterChart } from 'echarts/charts'
import { GeoComponent, TooltipComponent, VisualMapComponent } from 'echarts/components'
import { init, registerMap, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LinesChart, MapChart, ScatterChart, GeoComponent, TooltipComponent, VisualMapComponent, SVGRenderer])

export interface Shape {
  code: number
  name: string
}
let loading: Promise<Shape[]> | undefined

interface Feature {
  properties: { id?: string; name: string; cp?: [number, number] }
}

/** Registers the map "china" once; gives its provinces with their GB/T 2260 codes. */
export function loadChina(fetching: typeof fetch = fetch): Promise<Shape[]> {
  loading ??= (async () => {
    const response = await fetching('/map/china.json')
    if (!response.ok) throw new Error(`/map/china.json: ${response.status}`)
    const map = (await response.json()) as { features: Feature[] }
    registerMap('china', map as never)
    return map.features.map(({ properties }) => ({ code: Number(properties.id ?? 0) * 10_000, name: properties.name }))
  })()
  loading.catch(() => (loading = undefined))
  return loading
}

export { init }
export type { ECharts } from 'echarts/core'
