// A long draft in rows that each engine can hold: packed, and cut into pieces. The first row says how many there are; every row's body is
// JSON that a version without pieces takes for a draft that is not its own: neither shown nor deleted.
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';

/** A text of MySQL holds 65,535 bytes. */
const PIECE_CHARS = 60_000;
/** A document made of more would be above the million bytes that KSeF takes; the window hands over a million characters at most. */
export const MAX_DRAFT_BYTES = 950_000;

const Cut = z.strictObject({ pieces: z.int().min(1).max(9999) });
const compress = promisify(gzip);
const decompress = promisify(gunzip);

export interface CutBody {
  readonly body: string;
  readonly pieces: readonly string[];
}

export async function cutBody(body: string): Promise<CutBody> {
  if (Buffer.byteLength(body) <= PIECE_CHARS) return { body, pieces: [] };
  const packed = (await compress(body)).toString('base64');
  const pieces: string[] = [];
  for (let at = 0; at < packed.length; at += PIECE_CHARS) pieces.push(packed.slice(at, at + PIECE_CHARS));
  return { body: JSON.stringify({ pieces: pieces.length }), pieces: pieces.map((piece) => JSON.stringify(piece)) };
}

/** Null when pieces are missing; another body than ours is given back as it is. */
export async function joinBody(body: string, pieces: readonly string[]): Promise<string | null> {
  const cut = body.startsWith('{"pieces":') ? Cut.safeParse(JSON.parse(body)) : null;
  if (cut?.success !== true) return body;
  if (pieces.length !== cut.data.pieces) return null;
  const packed = pieces.map((piece) => z.string().parse(JSON.parse(piece))).join('');
  return (await decompress(Buffer.from(packed, 'base64'), { maxOutputLength: 2 * MAX_DRAFT_BYTES })).toString('utf8');
}

const MARK = '#';
const OWN_CHARS = 31;

/** As long as the id itself, which the column is made for. */
export const pieceIdOf = (id: string, no: number): string => `${pieceMark(id)}${String(no).padStart(4, '0')}`;
export const pieceMark = (id: string): string => id.slice(0, OWN_CHARS) + MARK;
export const isPiece = (id: string): boolean => id[OWN_CHARS] === MARK;
