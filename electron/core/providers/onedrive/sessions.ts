// Upload sessions of OneDrive: an address on another host that needs no sign-in, takes slices in their order, and tells what it expects next.
import { AFTER_LAST_BYTE_MS } from '../sdk/cloud/calls';
import type { Aim, Progress, Sessions } from '../sdk/cloud/cloud';
import type { HttpAnswer } from '../sdk/http';
import { childOf, entryOf, read, refuse, safe, type Api } from './api';
import { Far, Item, readSaid, Session } from './wire';
import { jsonOf } from '../sdk/cloud/refusals';

/** The address carries a sign-in of its own: 401 means that this one has ended, not the user's. */
const GONE: readonly number[] = [401, 404, 410];

/** What has just been opened may not be known everywhere at once. */
const ONCE_MORE_AFTER_MS = 5000;

export function sessionsOf(api: Api): Sessions {
  const { ctx, headers } = api;
  const far = async (handle: string, aim: Aim): Promise<Progress> => {
    for (const isLast of [false, true]) {
      const answer = await ctx.http.request({ method: 'GET', url: handle, headers });
      if (answer.status === 200) return { at: startOf(answer) ?? aim.bytes };
      if (!GONE.includes(answer.status)) throw refuse(answer, 'ask upload', { path: aim.path });
      if (!isLast) await ctx.clock.sleep(ONCE_MORE_AFTER_MS, ctx.signal);
    }
    return 'gone';
  };
  return {
    open: async (aim) => {
      const modified = new Date(aim.modifiedAtMs).toISOString();
      const answer = await api.ask({
        method: 'POST',
        url: api.address(childOf(aim.place, aim.name, 'createUploadSession')),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          item: {
            '@microsoft.graph.conflictBehavior': 'fail',
            name: aim.name,
            fileSystemInfo: { lastModifiedDateTime: modified },
          },
        }),
      });
      if (answer.status !== 200) throw refuse(answer, 'createUploadSession', { path: aim.path });
      return safe(read(Session, answer, 'createUploadSession').uploadUrl, api);
    },
    progress: far,
    send: async (handle, aim, file, onProgress) => {
      const range = `bytes ${String(file.start)}-${String(file.end - 1)}/${String(aim.bytes)}`;
      // No sign-in here: the address is one, and a token beside it is refused.
      const answer = await ctx.http.upload({
        method: 'PUT',
        url: handle,
        headers: { ...headers, 'content-range': range },
        file,
        onProgress,
        timeoutMs: AFTER_LAST_BYTE_MS,
      });
      if (answer.status === 200 || answer.status === 201) return { stored: entryOf(read(Item, answer, 'upload')) };
      if (answer.status === 202) return { at: startOf(answer) ?? file.end };
      if (GONE.includes(answer.status)) return 'gone';
      // All or some of it is there already.
      if (answer.status === 416) return far(handle, aim);
      if (answer.status === 409 && readSaid(answer).code === 'nameAlreadyExists') return 'taken';
      throw refuse(answer, 'upload', { path: aim.path });
    },
    drop: async (handle) => {
      await ctx.http.request({ method: 'DELETE', url: handle, headers });
    },
  };
}

/** The first byte that is expected: later ranges may be listed, and not all of them are. */
function startOf(answer: HttpAnswer): number | null {
  const told = Far.safeParse(jsonOf(answer)).data?.nextExpectedRanges[0];
  return told === undefined ? null : Number(/^\d+/.exec(told)?.[0] ?? '0');
}
