// A QR code (ISO/IEC 18004) as one path of unit squares, with the quiet zone that a scanner needs.
import { create } from 'qrcode/lib/core/qrcode';

const QUIET = 4;

export interface QrPath {
  readonly path: string;
  /** Units per side, quiet zone included. */
  readonly size: number;
}

export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y += 1) {
    let from = -1;
    // Neighbours in a row become one rectangle: no hairlines between them, and a third of the bytes.
    for (let x = 0; x <= modules.size; x += 1) {
      const isDark = x < modules.size && Boolean(modules.get(y, x));
      if (isDark && from < 0) from = x;
      if (!isDark && from >= 0) {
        path += `M${from + QUIET} ${y + QUIET}h${x - from}v1h-${x - from}z`;
        from = -1;
      }
    }
  }
  return { path, size: modules.size + QUIET * 2 };
}
