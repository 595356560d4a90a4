// The core's formats and those of the providers, which read what only one service writes. Found by the id that an original was stored
// with, else by its bytes.
import { formats } from '../formats/registry';
import { registry } from '../providers/registry';
import type { FormatLookup } from './ingest/project';

export async function providerFormats(): Promise<FormatLookup> {
  const own = await Promise.all(registry.map((provider) => provider.invoices?.formats?.() ?? Promise.resolve([])));
  const all = [...formats, ...own.flat()];
  return (bytes, parserId) =>
    all.find(({ id }) => id === parserId) ?? all.find((format) => format.detect(bytes)) ?? null;
}
