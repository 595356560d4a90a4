// Resumable uploads of Drive: an address that knows how far it is, and tells it.
import { unavailable } from '../sdk/errors';
import type { Aim, Progress, Sessions } from '../sdk/cloud/cloud';
import type { HttpAnswer } from '../sdk/http';
import { entryOf, fileQuery, read, refuse, type Api } from './api';
import { File } from './wire';

export function sessionsOf(api: Api): Sessions {
  return {
    open: async (aim) => {
      const url = api.uploadAddress({ ...fileQuery, uploadType: 'resumable' });
      const answer = await api.ask({
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json; charset=UTF-8',
          'x-upload-content-type': aim.mediaType,
          'x-upload-content-length': String(aim.bytes),
        },
        body: JSON.stringify(metadataOf(aim)),
      });
      const address = answer.headers['location'] ?? '';
      if (answer.status !== 200 || address === '') throw refuse(answer, 'open upload', { path: aim.path });
      return safe(address, url);
    },
    progress: async (handle, aim) => {
      const headers = { 'content-range': `bytes */${String(aim.bytes)}` };
      const request = { method: 'PUT', url: handle, headers, body: '', expected: [308], isIdempotent: true } as const;
      return readProgress(await api.ask(request), aim);
    },
    send: async (handle, aim, slice, onProgress) => {
      const range = `bytes ${String(slice.start)}-${String(slice.end - 1)}/${String(aim.bytes)}`;
      const headers = { 'user-agent': api.ctx.userAgent, 'content-range': range };
      const request = { method: 'PUT', url: handle, headers, expected: [308] } as const;
      return readProgress(await api.calls.send(request, slice, onProgress), aim);
    },
    drop: async (handle) => {
      // 499 is how Google says that it is cancelled.
      await api.calls.ask({ method: 'DELETE', url: handle, headers: { 'user-agent': api.ctx.userAgent } });
    },
  };
}

export function metadataOf({ key, name, place, mediaType, modifiedAtMs }: Aim) {
  return {
    id: key,
    name,
    parents: [place.id],
    mimeType: mediaType,
    modifiedTime: new Date(modifiedAtMs).toISOString(),
  };
}

/** The address opens the upload to whoever knows it, and our token goes there. */
function safe(address: string, asked: string): string {
  if (!URL.canParse(address) || new URL(address).origin !== new URL(asked).origin)
    throw unavailable('unexpected_answer', { details: 'the upload leads to another host' });
  return address;
}

function readProgress(answer: HttpAnswer, aim: Aim): Progress {
  if (answer.status === 200 || answer.status === 201) {
    const made = read(File, answer, 'upload');
    // Somebody has cleared up since: what lies in the bin is no upload.
    return made.trashed ? 'taken' : { stored: entryOf(made) };
  }
  // Without a range nothing is stored yet.
  if (answer.status === 308)
    return { at: Number(/^bytes=0-(\d+)$/.exec(answer.headers['range'] ?? '')?.[1] ?? -1) + 1 };
  if ([404, 410, 416].includes(answer.status)) return 'gone';
  throw refuse(answer, 'upload', { path: aim.path });
}
