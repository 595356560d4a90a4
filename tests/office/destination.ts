// The office's Nextcloud, which remembers every file that ever came into being under a name.
import nextcloud from '../../electron/core/providers/nextcloud/index';
import { createNextcloudSimulator } from '../../electron/core/providers/nextcloud/simulator/index';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import type { FieldValues } from '../../shared/forms/fields';
import { CLOCK_HEADER, LANE_HEADER } from '../crash/watchWrites';

export interface OfficeCloud {
  readonly values: FieldValues;
  /** Paths of files in the order in which they came into being, or were written over. */
  readonly puts: readonly string[];
  files(): ReadonlyMap<string, Buffer>;
  /** Somebody deletes it there. */
  remove(path: string): void;
  close(): Promise<void>;
}

const FILES = /\/remote\.php\/dav\/files\/[^/]+/;
const pathOf = (url: string): string => decodeURIComponent(new URL(url).pathname.replace(FILES, ''));

export async function officeCloud(startMs: number): Promise<OfficeCloud> {
  let nowMs = startMs;
  const puts: string[] = [];
  const served = await serveOnLoopback((baseUrl) => {
    const simulator = createNextcloudSimulator({ now: () => nowMs, seed: 1, baseUrl, maxChunkBytes: 2_000 });
    return {
      ...simulator,
      handle: async (request) => {
        nowMs = Math.max(nowMs, Number(request.headers.get(CLOCK_HEADER) ?? 0));
        request.headers.delete(LANE_HEADER);
        request.headers.delete(CLOCK_HEADER);
        const to = request.method === 'MOVE' ? (request.headers.get('destination') ?? '') : request.url;
        const answer = await simulator.handle(request);
        const isPut = request.method === 'PUT' || request.method === 'MOVE';
        // What the wizard's check writes and deletes is no file of the office.
        if (isPut && answer.ok && FILES.test(to) && !to.includes('kontor-check')) puts.push(pathOf(to));
        return answer;
      },
      control: simulator.control,
    };
  });
  const { control } = served.simulator as ReturnType<typeof createNextcloudSimulator>;
  return {
    values: { ...nextcloud.demoValues, base_url: served.url },
    puts,
    files: () => control.files(),
    remove: (path) => control.remove(path),
    close: () => served.close(),
  };
}
