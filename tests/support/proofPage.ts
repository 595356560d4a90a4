// The page of an auditor's folder without a browser: its own check, run on a folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createContext, runInContext } from 'node:vm';

export interface FolderProof {
  readonly whole: number;
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly foreign: readonly string[];
  readonly chain: readonly { readonly line: number; readonly key: string; readonly path?: string }[];
  readonly fingerprint: string;
  readonly manifest: { readonly lost: readonly { readonly file: string; readonly originals: number }[] };
}

/** As a browser gives a folder that was chosen: with the folder's own name in front. */
export function filesOf(folder: string): Map<string, Blob> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`chosen/${relative(folder, path).split(sep).join('/')}`, new Blob([readFileSync(path)])];
    }),
  );
}

/** The page of the folder itself is what is run. `subtle` false: a browser that gives local pages no WebCrypto. */
export async function checkOf(files: ReadonlyMap<string, Blob>, subtle = true): Promise<FolderProof | null> {
  const page = (await files.get('chosen/verify.html')?.text()) ?? '';
  const script = /<script id="check">([\s\S]*?)<\/script>/.exec(page)?.[1];
  if (script === undefined) throw new Error('the page has no check');
  const context = createContext({ TextDecoder, ...(subtle ? { crypto } : {}) });
  const check = runInContext(`${script}; checkFolder`, context) as (
    all: ReadonlyMap<string, Blob>,
    tell: () => void,
  ) => Promise<FolderProof | null>;
  const found = await check(files, () => undefined);
  // Objects of the other context have other prototypes.
  return JSON.parse(JSON.stringify(found)) as FolderProof | null;
}
