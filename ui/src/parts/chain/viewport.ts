// Zoom and pan of a picture in a frame: wheel, pinch, drag, buttons. The transform is written to the element itself, so that moving
// the map draws nothing anew.
import { onBeforeUnmount, reactive, watch, type Ref } from 'vue'

export interface View {
  x: number // of the picture's origin in the frame, pixels
  y: number
  k: number // scale
}
export const scales = { least: 0.15, most: 3, readable: 0.8 } as const

export interface Size {
  width: number
  height: number
}

/** The view that shows all of it, in the middle; never larger than 1.25. */
export function fitted(picture: Size, frame: Size, margin = 8): View {
  const k = Math.min(1.25, (frame.width - 2 * margin) / Math.max(1, picture.width), (frame.height - 2 * margin) / Math.max(1, picture.height))
  const scale = Math.max(scales.least, k)
  return { k: scale, x: (frame.width - picture.width * scale) / 2, y: Math.max(margin, (frame.height - picture.height * scale) / 2) }
}

/** `view` scaled by `factor` about a point of the frame that stays where it is. */
export function zoomed(view: View, factor: number, x: number, y: number): View {
  const k = Math.min(scales.most, Math.max(scales.least, view.k * factor))
  const f = k / view.k
  return { k, x: x - (x - view.x) * f, y: y - (y - view.y) * f }
}

/** `view` moved so that the frame shows as much of the picture as it can. */
export function filled(view: View, picture: Size, frame: Size, margin = 8): View {
  const along = (at: number, size: number, room: number) => (size + 2 * margin <= room ? (room - size) / 2 : Math.min(margin, Math.max(room - margin - size, at)))
  return { k: view.k, x: along(view.x, picture.width * view.k, frame.width), y: along(view.y, picture.height * view.k, frame.height) }
}

/** Keeps at least a third of the frame on the picture. */
export function kept(view: View, picture: Size, frame: Size): View {
  const mx = frame.width / 3
  const my = frame.height / 3
  return {
    k: view.k,
    x: Math.min(frame.width - mx, Math.max(mx - picture.width * view.k, view.x)),
    y: Math.min(frame.height - my, Math.max(my - picture.height * view.k, view.y)),
  }
}

export function useViewport(frame: Ref<HTMLElement | undefined>, target: Ref<SVGGElement | undefined>, picture: () => Size, moved: () => void) {
  const view = reactive<View>({ x: 0, y: 0, k: 1 })
  const size = reactive<Size>({ width: 0, height: 0 })
  const pointers = new Map<number, { x: number; y: number }>()
  let start: { x: number; y: number } | undefined
  let dragging = false

  const set = (next: View) => Object.assign(view, kept(next, picture(), size))
  const apply = () => target.value?.setAttribute('transform', `translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${view.k.toFixed(4)})`)
  watch([() => view.x, () => view.y, () => view.k, target], apply, { flush: 'sync' })

  /** All of it, or on a small screen as much as can be read, from the place asked for. */
  function fit(readable = false, focus?: { x: number; y: number }) {
    const whole = fitted(picture(), size)
    if (!readable || whole.k >= 0.55) return Object.assign(view, whole)
    const k = scales.readable
    const at = focus ?? { x: 0, y: 0 }
    return Object.assign(view, filled({ k, x: size.width / 2 - at.x * k, y: size.height / 2 - at.y * k }, picture(), size))
  }
  function zoom(factor: number, x = size.width / 2, y = size.height / 2) {
    set(zoomed(view, factor, x, y))
    moved()
  }
  function pan(dx: number, dy: number) {
    set({ k: view.k, x: view.x + dx, y: view.y + dy })
    moved()
  }
  /** Moves a part of the picture into sight, no farther than needed; `right` and `bottom` of the frame may be covered. */
  function reveal(box: { x: number; y: number; width: number; height: number }, covered = { right: 0, bottom: 0 }) {
    const margin = 28
    const [x0, y0] = [view.x + box.x * view.k, view.y + box.y * view.k]
    const [x1, y1] = [x0 + box.width * view.k, y0 + box.height * view.k]
    const right = size.width - covered.right - margin
    const bottom = size.height - covered.bottom - margin
    const dx = x1 > right ? right - x1 : x0 < margin ? margin - x0 : 0
    const dy = y1 > bottom ? bottom - y1 : y0 < margin ? margin - y0 : 0
    if (dx !== 0 || dy !== 0) set({ k: view.k, x: view.x + dx, y: view.y + dy })
  }

  const local = (e: { clientX: number; clientY: number }) => {
    const box = frame.value!.getBoundingClientRect()
    return { x: e.clientX - box.left, y: e.clientY - box.top }
  }
  function wheel(e: WheelEvent) {
    e.preventDefault()
    const at = local(e)
    if (e.shiftKey || (Math.abs(e.deltaX) > Math.abs(e.deltaY) && !e.ctrlKey)) return pan(-(e.deltaX || e.deltaY), 0)
    const lines = e.deltaMode === 1 ? 20 : 1
    zoom(Math.exp(-Math.max(-60, Math.min(60, e.deltaY * lines)) * (e.ctrlKey ? 0.01 : 0.003)), at.x, at.y)
  }
  function down(e: PointerEvent) {
    if (e.button !== 0 && e.pointerType === 'mouse') return
    pointers.set(e.pointerId, local(e))
    if (pointers.size === 1) {
      start = local(e)
      dragging = false
    }
  }
  function move(e: PointerEvent) {
    const was = pointers.get(e.pointerId)
    if (!was) return
    const now = local(e)
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== e.pointerId)![1]
      const spread = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(was.x - other.x, was.y - other.y))
      zoom(spread, (now.x + other.x) / 2, (now.y + other.y) / 2)
      dragging = true
    } else if (dragging || Math.hypot(now.x - start!.x, now.y - start!.y) > 4) {
      if (!dragging) frame.value?.setPointerCapture(e.pointerId)
      dragging = true
      pan(now.x - was.x, now.y - was.y)
    }
    pointers.set(e.pointerId, now)
  }
  function up(e: PointerEvent) {
    pointers.delete(e.pointerId)
  }
  /** True for the click that ends a drag: it is no choice of a node. */
  const dragged = () => dragging

  let observer: ResizeObserver | undefined
  watch(
    frame,
    (element) => {
      observer?.disconnect()
      if (!element) return
      element.addEventListener('wheel', wheel, { passive: false })
      const measure = () => Object.assign(size, { width: element.clientWidth, height: element.clientHeight })
      measure()
      if (typeof ResizeObserver !== 'undefined') {
        observer = new ResizeObserver(measure)
        observer.observe(element)
      }
    },
    { flush: 'post' },
  )
  onBeforeUnmount(() => observer?.disconnect())
  return { view, size, fit, zoom, pan, reveal, down, move, up, dragged, set }
}
