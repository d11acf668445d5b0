import type { Settings } from '../../shared/config/settings.ts'

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const MINIMUM_WIDTH = 720
export const MINIMUM_HEIGHT = 480

const DEFAULT_SIZE = { width: 1180, height: 780 }

/** How much of the title bar must be on a screen for the window to be caught with the mouse. */
const GRIP_PIXELS = 80

/**
 * Where the window opens: where it was left, unless that place is gone (a display was unplugged) or was never set; then
 * the system places it. Sizes are in device-independent pixels and fit the largest display.
 */
export function placeWindow(
  saved: Settings['window'],
  workAreas: readonly Rectangle[]
): { width: number; height: number; x?: number; y?: number } {
  const { width: savedWidth, height: savedHeight } = saved ?? DEFAULT_SIZE
  const width = clamp(savedWidth, MINIMUM_WIDTH, Math.max(...workAreas.map((area) => area.width)))
  const height = clamp(savedHeight, MINIMUM_HEIGHT, Math.max(...workAreas.map((area) => area.height)))
  if (saved?.x === undefined || saved.y === undefined) return { width, height }
  const { x, y } = saved
  const reachable = workAreas.some(
    (area) =>
      x + width - GRIP_PIXELS >= area.x &&
      x + GRIP_PIXELS <= area.x + area.width &&
      y >= area.y &&
      y + GRIP_PIXELS <= area.y + area.height
  )
  return reachable ? { width, height, x, y } : { width, height }
}

/** With no display known, the maximum is minus infinity: the minimum then wins. */
function clamp(value: number, minimum: number, maximum: number): number {
  return Math.max(minimum, Math.min(value, maximum))
}
