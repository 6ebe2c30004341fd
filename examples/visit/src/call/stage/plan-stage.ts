import { planGrid } from './plan-grid.ts'
import type { Rectangle } from './rectangle.ts'

export interface StageOptions {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Others in the room. */
  readonly people: number
  /** Somebody else shares a screen. */
  readonly share: boolean
  /** The own picture is wanted. */
  readonly self: boolean
}

/** Where everything is on the stage. People are numbered by importance; who has no place is behind `more`. */
export interface StagePlan {
  readonly people: readonly Rectangle[]
  readonly self: Rectangle | null
  /** The own picture is on top of somebody else's. */
  readonly selfInCorner: boolean
  readonly share: Rectangle | null
  /** A button that stands for those without a place. */
  readonly more: Rectangle | null
  /** More than the height there is when the stage scrolls. */
  readonly contentHeight: number
  /** How many of the others are seen without scrolling. */
  readonly visiblePeople: number
}

const gap = 8
const cornerMargin = 12

/** One person fills the stage, two are large and small, more are a grid, and a shared screen is large with people beside it. */
export function planStage(options: StageOptions): StagePlan {
  const { width, height, people, share, self } = options
  const whole: Rectangle = { x: 0, y: 0, width, height }
  const base = { selfInCorner: false, share: null, more: null, contentHeight: height, visiblePeople: people }
  if (width <= 0 || height <= 0) return { ...base, people: [], self: null }
  if (share) return planShare(options)
  if (people === 0) return { ...base, people: [], self: self ? whole : null }
  if (people === 1) return { ...base, people: [whole], self: self ? corner(width, height) : null, selfInCorner: self }
  const grid = planGrid({ count: people + (self ? 1 : 0), width, height, gap })
  return {
    ...base,
    people: grid.tiles.slice(0, people),
    self: (self && grid.tiles.at(-1)) || null,
    contentHeight: grid.contentHeight,
    visiblePeople: Math.min(people, grid.visible),
  }
}

function corner(width: number, height: number): Rectangle {
  const upright = height > width
  const wanted = upright ? between(88, width * 0.28, 168) : between(120, width * 0.2, 256)
  const aspect = upright ? 3 / 4 : 16 / 9
  const tileWidth = Math.min(wanted, height * 0.4 * aspect)
  const tileHeight = tileWidth / aspect
  return {
    x: width - tileWidth - cornerMargin,
    y: height - tileHeight - cornerMargin,
    width: tileWidth,
    height: tileHeight,
  }
}

function planShare({ width, height, people, self }: StageOptions): StagePlan {
  const beside = width > height
  const wanted = people + (self ? 1 : 0)
  const tile = beside
    ? { width: between(112, width * 0.18, 232), height: between(112, width * 0.18, 232) * (9 / 16) }
    : { width: between(96, height * 0.17, 152) * (3 / 4), height: between(96, height * 0.17, 152) }
  const room = beside ? (height + gap) / (tile.height + gap) : (width + gap) / (tile.width + gap)
  const places = Math.max(1, Math.floor(room))
  const strip = Array.from({ length: Math.min(wanted, places) }, (_, index) => ({
    x: beside ? width - tile.width : index * (tile.width + gap),
    y: beside ? index * (tile.height + gap) : height - tile.height,
    ...tile,
  }))
  // Without a place for everybody, the own picture goes first.
  const shownPeople = people <= places ? people : places - 1
  return {
    people: strip.slice(0, shownPeople),
    self: (self && wanted <= places && strip.at(-1)) || null,
    selfInCorner: false,
    share: {
      x: 0,
      y: 0,
      width: beside && wanted > 0 ? width - tile.width - gap : width,
      height: beside || wanted === 0 ? height : height - tile.height - gap,
    },
    more: (shownPeople < people && strip.at(-1)) || null,
    contentHeight: height,
    visiblePeople: shownPeople,
  }
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
