// Upload sessions, sequential ones: where such a session stands can be asked after a restart.
import { createReadStream } from 'node:fs';
import type { Aim, Progress, Sessions } from '../sdk/cloud/cloud';
import type { HttpAnswer, UploadBody } from '../sdk/http';
import { read, refuse, type Api } from './api';
import { contentHash } from './contentHash';
import { commitOf, entryOf, isConflict } from './entries';
import { correctOffset, Session, tagsOf, Written } from './wire';

export function sessionsOf(api: Api): Sessions {
  return {
    open: async () => {
      const path = '/files/upload_session/start';
      const answer = await api.content(path, { close: false }, NOTHING);
      if (answer.status !== 200) throw refuse(answer, path);
      return read(Session, answer, path).session_id;
    },
    // There is no call that tells it. An offset that cannot be right is refused with the right one, and takes nothing.
    progress: async (handle, aim) => {
      const cursor = { session_id: handle, offset: aim.bytes + 1 };
      return readAppend(await api.content(APPEND, { cursor, close: false }, ONE_BYTE), aim, aim.bytes + 1);
    },
    send: async (handle, aim, slice, onProgress) => {
      const args = {
        cursor: { session_id: handle, offset: slice.start },
        close: false,
        content_hash: await hashOfSlice(slice),
      };
      return readAppend(await api.file(APPEND, args, slice, onProgress), aim, slice.end);
    },
    finish: async (handle, aim) => {
      const args = { cursor: { session_id: handle, offset: aim.bytes }, commit: commitOf(aim) };
      return readFinish(await api.content('/files/upload_session/finish', args, NOTHING), aim);
    },
  };
}

const NOTHING = new Uint8Array();
const ONE_BYTE = new Uint8Array(1);
const APPEND = '/files/upload_session/append_v2';

function readAppend(answer: HttpAnswer, aim: Aim, after: number): Progress {
  // A filter or a guest network answers 200 to everything; Dropbox says `null`.
  if (answer.status === 200 && /^(?:null)?$/.test(answer.text().trim())) return { at: after };
  const offset = answer.status === 409 ? correctOffset(answer) : null;
  if (offset !== null) return { at: offset };
  const tags = answer.status === 409 ? tagsOf(answer) : [];
  if (tags.includes('not_found')) return 'gone';
  // All of it is there, and only the finish is missing.
  if (tags.includes('closed')) return { at: aim.bytes };
  throw refuse(answer, 'append', { path: aim.path });
}

function readFinish(answer: HttpAnswer, aim: Aim): Progress {
  if (answer.status === 200) return { stored: entryOf(read(Written, answer, 'finish')) };
  if (answer.status === 409) {
    const offset = correctOffset(answer);
    if (offset !== null) return { at: offset };
    const tags = tagsOf(answer);
    if (isConflict(tags)) return 'taken';
    if (tags[0] === 'lookup_failed') return 'gone';
  }
  throw refuse(answer, 'finish', { path: aim.path });
}

/** Dropbox compares it before it takes the slice. */
async function hashOfSlice({ path, start, end }: UploadBody): Promise<string> {
  const hash = contentHash();
  if (end > start)
    for await (const piece of createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 }))
      hash.update(piece as Uint8Array);
  return hash.digest();
}
