// The code that the law puts on the page. Drawn as one path: no canvas, no image, no style.
import { create } from 'qrcode/lib/core/qrcode';

interface Props {
  readonly text: string;
  readonly size: number;
  readonly label: string;
}
export function QrCode({ text, size, label }: Props) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const whole = modules.size + quiet * 2;
  let path = '';
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (modules.get(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
    }
  }
  return (
    // Black on white in every scheme: a scanner must read it from the screen.
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${whole} ${whole}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      style={{ forcedColorAdjust: 'none' }}
    >
      <rect width={whole} height={whole} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
