import type { Rectangle } from './rectangle.ts'

export interface GridOptions {
  readonly count: number
  readonly width: number
  readonly height: number
  /** Between tiles. */
  readonly gap: number
}

export interface GridPlan {
  readonly tiles: readonly Rectangle[]
  /** More than the height there is when the grid scrolls. */
  readonly contentHeight: number
  /** Tiles that are seen without scrolling. */
  readonly visible: number
}

/** What still fills with a camera's 16:9 or an upright phone's 9:16 without cutting faces. */
const narrowest = 1
const widest = 16 / 9
/** A face is no longer recognized in less. */
const smallest = { width: 120, height: 90 }
const scrolling = { width: 160, aspect: 4 / 3 }

/** Tiles of one size, as large as the space allows for its shape; below a useful size the grid scrolls instead. */
export function planGrid(options: GridOptions): GridPlan {
  const { count, width, height, gap } = options
  let best: { readonly columns: number; readonly width: number; readonly height: number } | null = null
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns)
    const cell = { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows }
    const tile = {
      columns,
      width: Math.min(cell.width, cell.height * widest),
      height: Math.min(cell.height, cell.width / narrowest),
    }
    if (!best || pictureOf(tile) > pictureOf(best)) best = tile
  }
  if (best && best.width >= smallest.width && best.height >= smallest.height) {
    const rows = Math.ceil(count / best.columns)
    const top = (height - rows * best.height - (rows - 1) * gap) / 2
    return { tiles: place(options, best, top), contentHeight: height, visible: count }
  }
  const columns = Math.max(1, Math.floor((width + gap) / (scrolling.width + gap)))
  const tileWidth = (width - gap * (columns - 1)) / columns
  const tile = { columns, width: tileWidth, height: tileWidth / scrolling.aspect }
  const rows = Math.ceil(count / columns)
  const rowsSeen = Math.max(1, Math.floor((height + gap) / (tile.height + gap)))
  return {
    tiles: place(options, tile, 0),
    contentHeight: Math.max(height, rows * (tile.height + gap) - gap),
    visible: Math.min(count, rowsSeen * columns),
  }
}

/** Area a camera's picture can use: what a tile is taller than wide shows no more of a face. */
function pictureOf(tile: { readonly width: number; readonly height: number }): number {
  return tile.width * Math.min(tile.height, tile.width)
}

/** Rows from the top, each centered. */
function place(
  { count, width, gap }: GridOptions,
  tile: { readonly columns: number; readonly width: number; readonly height: number },
  top: number,
): readonly Rectangle[] {
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / tile.columns)
    const column = index % tile.columns
    const inRow = Math.min(tile.columns, count - row * tile.columns)
    const left = (width - inRow * tile.width - (inRow - 1) * gap) / 2
    return {
      x: left + column * (tile.width + gap),
      y: top + row * (tile.height + gap),
      width: tile.width,
      height: tile.height,
    }
  })
}
