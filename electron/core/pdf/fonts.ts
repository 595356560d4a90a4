// Inter 4 as static TrueType (SIL Open Font License 1.1), built into the bundle's chunk: a worker has no asset folder to look in.
// The window's own Inter is a variable web font cut into scripts, which a PDF cannot embed.
import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?inline';
import semiBold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?inline';
import { alignGlyphs } from './alignGlyphs';

export interface FontFiles {
  readonly regular: Uint8Array;
  readonly semiBold: Uint8Array;
}

let files: FontFiles | null = null;

/** Made once: a thousand pages are drawn with the same two files. */
export function fontFiles(): FontFiles {
  files ??= { regular: fontBytes(regular), semiBold: fontBytes(semiBold) };
  return files;
}

function fontBytes(dataUrl: string): Uint8Array {
  return alignGlyphs(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
}
