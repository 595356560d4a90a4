import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Gate } from './gate';

const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('lets in as many as there are places, in the order of asking, whoever leaves the queue', async () => {
  const plan = fc.array(fc.constantFrom('enter', 'leave', 'leave twice', 'give up'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(plan, fc.integer({ min: 1, max: 3 }), async (steps, limit) => {
      const gate = new Gate(limit);
      const inside: (() => void)[] = [];
      const entered: number[] = [];
      const queue = new Map<number, AbortController>();
      let asked = 0;
      for (const step of steps) {
        if (step === 'enter') {
          const id = asked++;
          const stop = new AbortController();
          queue.set(id, stop);
          gate.enter(stop.signal).then(
            (leave) => {
              queue.delete(id);
              entered.push(id);
              inside.push(leave);
            },
            () => queue.delete(id),
          );
        } else if (step === 'give up') [...queue.values()].at(-1)?.abort();
        else {
          const leave = inside.shift();
          leave?.();
          if (step === 'leave twice') leave?.();
        }
        await turn();
        expect(inside.length).toBeLessThanOrEqual(limit);
        // Nobody waits while a place is free.
        expect(queue.size === 0 || inside.length === limit).toBe(true);
        expect(gate.isIdle).toBe(inside.length === 0);
      }
      expect(entered).toEqual([...entered].sort((a, b) => a - b));
    }),
    { numRuns: 60 },
  );
});

it('lets nobody in who has given up already', async () => {
  await expect(new Gate(1).enter(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  const leave = await new Gate(0).enter(never);
  leave();
});
