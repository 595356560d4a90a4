// Draws in the thread that it is made in: the worker, and tests.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completenessPdf } from './completenessPdf';
import { paperPdf } from './paperPdf';
import { refusedByDisk } from './refusedByDisk';
import type { PaperDrawer } from './types';
import { yearPdf } from './yearPdf';

export function createDrawer(): PaperDrawer {
  return {
    draw: paperPdf,
    drawCompleteness: completenessPdf,
    drawYear: yearPdf,
    drawInto: async (facts, folder, stem) => freeFile(folder, stem, await paperPdf(facts)),
    close: () => Promise.resolve(),
  };
}

/** A file that is there already is never overwritten; with the same bytes it is the file that was wanted. */
async function freeFile(folder: string, stem: string, bytes: Uint8Array): Promise<string> {
  for (let no = 1; ; no += 1) {
    const name = no === 1 ? `${stem}.pdf` : `${stem} (${no}).pdf`;
    try {
      await writeFile(join(folder, name), bytes, { flag: 'wx' });
      return name;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) refusedByDisk(error);
      if (Buffer.compare(await readFile(join(folder, name)), bytes) === 0) return name;
    }
  }
}
