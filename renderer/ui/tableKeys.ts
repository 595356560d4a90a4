// Where the cursor goes: pure, so that every key is tested without a window.
export type TableMove =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'escape' }
  | { readonly kind: 'none' };

const NONE: TableMove = { kind: 'none' };

export function tableMove(key: string, cursor: number, count: number, pageRows: number): TableMove {
  const to = (index: number): TableMove =>
    count === 0 ? NONE : { kind: 'move', to: Math.min(count - 1, Math.max(0, index)) };
  switch (key) {
    case 'ArrowDown':
      return to(cursor + 1);
    case 'ArrowUp':
      return to(cursor < 0 ? 0 : cursor - 1);
    case 'PageDown':
      return to(cursor + pageRows);
    case 'PageUp':
      return to(cursor - pageRows);
    case 'Home':
      return to(0);
    case 'End':
      return to(count - 1);
    case 'Enter':
      return cursor >= 0 && cursor < count ? { kind: 'open' } : NONE;
    case 'Escape':
      return { kind: 'escape' };
    default:
      return NONE;
  }
}
