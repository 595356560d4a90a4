// The last exchanges, redacted when they are noted: what is kept holds no secret, so it can go into a support file as it is.
import type { Redactor } from './redact';

export interface Exchange {
  readonly atMs: number;
  readonly connection: string;
  readonly method: string;
  readonly url: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly problem: string | null;
  readonly tookMs: number;
  readonly sentBytes: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** Beginning of what a refusal said. */
  readonly excerpt: string | null;
}

const excerptChars = 2_000;

export class HttpLog {
  readonly #redactor: Redactor;
  readonly #capacity: number;
  #exchanges: Exchange[] = [];

  constructor(redactor: Redactor, capacity = 200) {
    this.#redactor = redactor;
    this.#capacity = capacity;
  }

  add(raw: Exchange): Exchange {
    const safe: Exchange = {
      ...raw,
      url: this.#redactor.url(raw.url),
      problem: raw.problem === null ? null : this.#redactor.text(raw.problem),
      requestHeaders: this.#redactor.headers(raw.requestHeaders),
      answerHeaders: this.#redactor.headers(raw.answerHeaders),
      excerpt: raw.excerpt === null ? null : this.excerpt(raw.excerpt),
    };
    this.#exchanges.push(safe);
    if (this.#exchanges.length > this.#capacity) this.#exchanges = this.#exchanges.slice(-this.#capacity);
    return safe;
  }

  /** Redacted before it is cut: half a secret would be recognised no more. */
  excerpt(body: string): string {
    return this.#redactor.text(body).slice(0, excerptChars);
  }

  list(): readonly Exchange[] {
    return this.#exchanges;
  }
}
