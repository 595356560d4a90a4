// The least that a first sync must do: decrypt, hash, unpack, look at every byte for `<`, write one file, insert rows. No checks
// beyond the hashes, no versions, no sidecars, no chain.
import { createDecipheriv, createHash, hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { openSqlite, type SqliteDatabase } from '../../electron/core/db/openSqlite';
import type { PackagePage } from '../../electron/core/providers/sdk/pages';

interface BareEntry {
  readonly name: string;
  readonly packed: Buffer;
  readonly bytes: number;
}

/** Milliseconds. */
export function bareIngest(folder: string, page: PackagePage): number {
  const database = join(folder, 'bare.sqlite');
  const segment = join(folder, 'bare.zip');
  const db = openSqlite(database, { secureDelete: false });
  db.exec(`CREATE TABLE document (id INTEGER PRIMARY KEY, natural_key TEXT NOT NULL UNIQUE, sha256 BLOB, bytes INTEGER, at INTEGER);
    CREATE TABLE invoice (id INTEGER PRIMARY KEY, number TEXT, day TEXT, party TEXT, gross INTEGER, tags INTEGER);
    CREATE INDEX by_day ON invoice (day, id); CREATE INDEX by_party ON invoice (party, id);
    CREATE INDEX by_gross ON invoice (gross, id);
    CREATE VIRTUAL TABLE found USING fts5(words, content='', contentless_delete=1, detail='none', tokenize='ascii');`);
  const start = performance.now();
  storeAll(db, segment, plainOf(page));
  const ms = performance.now() - start;
  db.close();
  for (const file of [segment, database, `${database}-wal`, `${database}-shm`]) rmSync(file, { force: true });
  return ms;
}

function plainOf(page: PackagePage): Buffer {
  const { key = '', iv = '' } = page.cipher ?? {};
  const pieces = page.parts.map((part) => {
    const sealed = readFileSync(part.path);
    if (createHash('sha256').update(sealed).digest('base64') !== part.sha256) throw new Error('part');
    const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key, 'base64'), Buffer.from(iv, 'base64'));
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
    if (createHash('sha256').update(plain).digest('base64') !== part.plainSha256) throw new Error('plain part');
    return plain;
  });
  return Buffer.concat(pieces);
}

function entriesOf(zip: Buffer): BareEntry[] {
  const end = zip.length - 22;
  const entries: BareEntry[] = [];
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    const offset = zip.readUInt32LE(at + 42);
    const data = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    entries.push({
      name,
      packed: zip.subarray(data, data + zip.readUInt32LE(at + 20)),
      bytes: zip.readUInt32LE(at + 24),
    });
    at += 46 + nameBytes;
  }
  return entries;
}

function storeAll(db: SqliteDatabase, segment: string, zip: Buffer): void {
  const entries = entriesOf(zip);
  const index = entries.at(-1);
  if (index === undefined) throw new Error('no index');
  const listed = JSON.parse(inflateRawSync(index.packed).toString()) as {
    documents: { name: string; key: string; sha256: string }[];
  };
  const byName = new Map(listed.documents.map((document) => [document.name, document]));
  const addDocument = db.prepare('INSERT INTO document (natural_key, sha256, bytes, at) VALUES (?, ?, ?, ?)');
  const addInvoice = db.prepare('INSERT INTO invoice (id, number, day, party, gross, tags) VALUES (?, ?, ?, ?, ?, ?)');
  const addWords = db.prepare('INSERT INTO found (rowid, words) VALUES (?, ?)');
  const fd = openSync(segment, 'w', 0o600);
  db.exec('BEGIN');
  let at = 0;
  for (const entry of entries.slice(0, -1)) {
    const document = byName.get(entry.name);
    const plain = inflateRawSync(entry.packed, { chunkSize: entry.bytes + 1 });
    const sha256 = hash('sha256', plain, 'buffer');
    if (document === undefined || sha256.toString('base64') !== document.sha256) throw new Error(entry.name);
    let tags = 0;
    for (let from = plain.indexOf(0x3c); from !== -1; from = plain.indexOf(0x3c, from + 1)) tags += 1;
    writeSync(fd, entry.packed);
    const { lastInsertRowid: id } = addDocument.run(document.key, sha256, plain.length, at);
    addInvoice.run(id, document.key, '2026-10-01', document.name, plain.length, tags);
    addWords.run(id, plain.toString('latin1', 1500, 2300));
    at += entry.packed.length;
  }
  fsyncSync(fd);
  closeSync(fd);
  db.exec('COMMIT');
}
