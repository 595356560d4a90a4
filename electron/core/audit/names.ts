// Names in the folder: they begin with the line of the chain that proves the file, so that no two are the same.
import { safeStem } from '../bundle/entryNames';

const LONGEST = 80;

export function originalPath(month: string, line: number, fileName: string): string {
  return `originals/${month === '' ? 'undated' : month}/${String(line).padStart(6, '0')}-${plainName(fileName)}`;
}

export function plainName(fileName: string): string {
  const parts = /^(.+)\.([a-z0-9]{1,8})$/is.exec(fileName);
  const stem =
    safeStem(
      Array.from(parts?.[1] ?? fileName)
        .slice(0, LONGEST)
        .join(''),
    ) || 'file';
  const extension = parts?.[2]?.toLowerCase();
  return extension === undefined ? stem : `${stem}.${extension}`;
}

/** What the folder of a company and its months is called. */
export function folderName(word: string, company: string, from: string, to: string): string {
  return safeStem([word, company, from === to ? from : `${from} ${to}`].join(' '));
}
