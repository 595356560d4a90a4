// Is a DSFinV-K export whole? Its index names every table; each has to be there.
import { BrokenTar, readTar } from './tar';

const INDEX = 'index.xml';

export interface ClosingsCheck {
  readonly tables: number;
  /** Named by the index, and not in the file. */
  readonly missing: readonly string[];
}

/** Throws BrokenTar with what is wrong. Tables may be large and are not opened: only that they are there counts. */
export async function checkClosings(file: string, signal: AbortSignal): Promise<ClosingsCheck> {
  const names = new Set<string>();
  let index: string | null = null;
  for await (const { name, bytes } of readTar(file, (entry) => baseName(entry) === INDEX)) {
    signal.throwIfAborted();
    names.add(baseName(name));
    if (baseName(name) === INDEX) index = bytes.toString('utf8');
  }
  if (index === null) throw new BrokenTar('no index.xml');
  const named = [...index.matchAll(/<URL>\s*([^<]{1,200}?)\s*<\/URL>/g)].map(([, name = '']) => baseName(name));
  if (named.length === 0) throw new BrokenTar('index.xml names no table');
  return { tables: named.length, missing: named.filter((name) => !names.has(name)) };
}

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
