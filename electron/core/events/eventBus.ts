// Typed events inside the core; the bridge forwards them to the windows.
import type { KontorContract, KontorEvent } from '../../../shared/contract/index';
import type { EntryOf, PayloadOf } from '../../../shared/contract/define';

export type EventPayload<N extends KontorEvent> = PayloadOf<EntryOf<KontorContract, N>>;
export type Listener = (name: KontorEvent, payload: unknown) => void;

export interface EventBus {
  emit<N extends KontorEvent>(name: N, payload: EventPayload<N>): void;
  /** Answers the function that ends the subscription. */
  listen(listener: Listener): () => void;
}

export function eventBus(): EventBus {
  const listeners = new Set<Listener>();
  return {
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
