// Latarnia, KSeF's notice board: whether the system is up, and what is announced. Public, without any sign-in.
import { z } from 'zod';
import { send, type Ksef } from '../call';
import { optional } from './schemas';
import { INSTANT_WITH_OFFSET } from '../instants';

const instant = z.string().regex(INSTANT_WITH_OFFSET);
const Message = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  category: z.string(),
  type: z.string(),
  title: z.string(),
  text: optional(z.string()),
  start: instant,
  end: optional(instant),
});
export type LighthouseMessage = z.infer<typeof Message>;

/** A message of another shape is left out; the others count. */
const Messages = z
  .array(Message.nullable().catch(null))
  .transform((list) => list.filter((message) => message !== null));
const Board = z.looseObject({ status: z.string(), messages: optional(Messages) });

export function lighthouseApi(ksef: Ksef) {
  const base = ksef.environment.lighthouse;
  // No group of the API: the board is another server and counts nothing.
  const get = async (path: string): Promise<unknown> => {
    if (base === null) return null;
    const board = { ...ksef, environment: { ...ksef.environment, apiBase: base } };
    const answer = await send(
      board,
      { method: 'GET', path, group: 'lighthouse', deadlineMs: 8000 },
      'application/json',
    );
    return answer.json();
  };
  return {
    status: async () => Board.nullable().parse(await get('/status')),
    messages: async () => Messages.nullable().parse(await get('/messages')),
  };
}
