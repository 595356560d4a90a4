// The little of Chromium's debugging protocol that asks a window what it shows.

import { z } from 'zod';

const Targets = z.array(
  z.object({ type: z.string(), url: z.string(), title: z.string(), webSocketDebuggerUrl: z.string() }),
);
export type Target = z.infer<typeof Targets>[number];

const Answer = z.object({
  id: z.literal(1),
  result: z.object({ result: z.object({ value: z.unknown() }) }).optional(),
});

export async function findPages(address: string): Promise<Target[]> {
  const response = await fetch(`${address}/json/list`);
  return Targets.parse(await response.json()).filter(({ type }) => type === 'page');
}

/** Evaluates an expression in a page. A page that is just being replaced answers nothing: undefined. */
export function evaluateIn(page: Target, expression: string): Promise<unknown> {
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => {
      reject(new Error(`no answer from ${page.url}`));
    });
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }));
    });
    socket.addEventListener('message', (event) => {
      const answer = Answer.safeParse(JSON.parse(String(event.data)));
      if (!answer.success) return; // an event, not the answer
      socket.close();
      resolve(answer.data.result?.result.value);
    });
  });
}
