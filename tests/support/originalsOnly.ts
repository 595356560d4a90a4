// The smallest bundle: the originals and a manifest with their hashes.
import type { BundleEntry, BundleInput } from '../../electron/core/bundle/types';

/** Synchronous in itself; builders that draw a page need not be. */
export function* originalsOnly(input: BundleInput): Iterable<BundleEntry> {
  const files = input.invoices.map(({ sha256, bytes, number, fileName }, place) => {
    const plain = fileName.replace(/[^A-Za-z0-9._-]+/g, '_');
    return { name: `originals/${String(place + 1).padStart(5, '0')}-${plain}`, number, sha256, bytes };
  });
  const { month, revision, identity } = input;
  const manifest = JSON.stringify({ month, revision, identity, files }, null, 2);
  yield { name: 'manifest.json', bytes: Buffer.from(`${manifest}\n`, 'utf8') };
  for (const [place, { name }] of files.entries()) yield { name, bytes: input.read(place).bytes };
}
