// The QR code in a picture. Chromium opens the file, whatever kind of picture it is, inside its own sandbox; only the squares are read here.

/** A photo of a telephone is far finer than its code; a code of a screen may be as fine as it is. Both are looked for. */
const SIDES = [1200, 2400, 700];

/** Null: no picture. Empty: no code in it. */
export async function codesInImage(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const { default: read } = await import('jsqr');
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const [width, height] = [picture.width, picture.height].map((length) => Math.max(1, Math.round(length * scale)));
      const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
      const drawing = canvas.getContext('2d', { willReadFrequently: true });
      if (drawing === null) return null;
      // Behind what is transparent.
      drawing.fillStyle = 'white';
      drawing.fillRect(0, 0, canvas.width, canvas.height);
      drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
      const found = read(data, canvas.width, canvas.height)?.data ?? '';
      if (found !== '') return found;
    }
    return '';
  } finally {
    picture.close();
  }
}
