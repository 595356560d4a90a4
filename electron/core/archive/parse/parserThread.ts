// The writer's end of a parser thread: one batch at a time, and an answer that says when there is none to be had.
import type { Worker } from 'node:worker_threads';
import type { SentFailure } from '../rpc';
import type { HandedOver, PackedBatch, ReadFacts } from './readPacked';

export type ReadOutcome = { readonly facts: ReadFacts } | { readonly failure: SentFailure };

export interface ReadBatch {
  /** The bytes that were sent. */
  readonly data: HandedOver;
  readonly outcomes: readonly ReadOutcome[];
}

/** What it makes is short-lived: more room for the young only makes the process larger. */
export const PARSER_LIMITS = { maxYoungGenerationSizeMb: 12 } as const;

export class ParserThread {
  private readonly start: () => Worker | null;
  private worker: Worker | null = null;
  private waiting: ((answer: ReadBatch | null) => void) | null = null;
  private isGone = false;

  /** `start` is called with the first batch. */
  constructor(start: () => Worker | null) {
    this.start = start;
  }

  get isUsable(): boolean {
    return !this.isGone;
  }

  /** Null when the thread is gone: nothing is lost, for it only ever held copies. */
  read(batch: PackedBatch): Promise<ReadBatch | null> {
    if (this.isGone) return Promise.resolve(null);
    this.worker ??= this.started();
    const { worker } = this;
    if (worker === null) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.waiting = resolve;
      worker.postMessage(batch, [batch.data.buffer]);
    });
  }

  stop(): void {
    this.gone();
    void this.worker?.terminate();
    this.worker = null;
  }

  private started(): Worker | null {
    const worker = this.start();
    this.isGone = worker === null;
    // Ours and of one build: the message is a ReadBatch.
    worker?.on('message', (message) => this.answer(message as ReadBatch));
    worker?.on('error', () => this.gone());
    worker?.on('exit', () => this.gone());
    return worker;
  }

  private answer(answer: ReadBatch | null): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.(answer);
  }

  private gone(): void {
    this.isGone = true;
    this.answer(null);
  }
}
