// Bytes of an archive that are no longer what was stored.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCAL_HEADER = 30;
const NAME_LENGTH_AT = 26;

/** In the data of the first entry, which is an original; `name` tells which one is wanted. */
export function damageOriginal(companyFolder: string, name = /^00001-/): { file: string; before: Buffer } {
  const segments = join(companyFolder, 'segments');
  for (const file of readdirSync(segments).sort()) {
    const before = readFileSync(join(segments, file));
    const end = LOCAL_HEADER + before.readUInt16LE(NAME_LENGTH_AT);
    if (!name.test(before.toString('utf8', LOCAL_HEADER, end))) continue;
    const bytes = Buffer.from(before);
    bytes[end + 10] = (bytes[end + 10] ?? 0) ^ 0xff;
    writeFileSync(join(segments, file), bytes);
    return { file: `segments/${file}`, before };
  }
  throw new Error('no segment with an original');
}
