// Pure: where the panel opens. Beside the symbol, whole within the part of the screen that is free.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 6;

/** `symbol`: where it lies, or the point of the pointer where the system does not tell. */
export function placePanel(
  size: { readonly width: number; readonly height: number },
  symbol: Box,
  area: Box,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const width = Math.min(size.width, area.width - 2 * GAP);
  const height = Math.min(size.height, area.height - 2 * GAP);
  const within = (wanted: number, start: number, room: number, own: number): number =>
    Math.round(Math.max(start + GAP, Math.min(wanted, start + room - own - GAP)));
  const isAbove = symbol.y + symbol.height / 2 < area.y + area.height / 2;
  const y = isAbove ? symbol.y + symbol.height + GAP : symbol.y - height - GAP;
  return {
    x: within(symbol.x + symbol.width / 2 - width / 2, area.x, area.width, width),
    y: within(y, area.y, area.height, height),
    width,
    height,
  };
}
