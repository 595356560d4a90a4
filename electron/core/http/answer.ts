// An answer in memory: read up to a limit, decoded when somebody asks.
import type { HttpAnswer } from '../providers/sdk/http';
import { type FailureFacts, netFailure } from './failures';

/** Reads everything, or stops the exchange at the limit. */
export async function readLimited(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop calls the iterator's `return()`, which ends the exchange.
  for await (const piece of body) {
    size += piece.length;
    if (size > maxBytes) {
      pieces.push(piece.subarray(0, piece.length - (size - maxBytes)));
      return { bytes: Buffer.concat(pieces), isWhole: false };
    }
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), isWhole: true };
}

export async function discard(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

export function makeAnswer(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly bytes: Uint8Array },
  facts: FailureFacts,
): HttpAnswer {
  const text = () => decode(answer.bytes, answer.headers['content-type']);
  return {
    ...answer,
    clockSkewMs: facts.skewMs,
    text,
    json() {
      const body = text();
      // An outage page, a captive portal or a login page: never data, whatever the status says.
      if (isHtml(body, answer.headers['content-type'])) throw netFailure('net.html', facts);
      try {
        return JSON.parse(body) as unknown;
      } catch {
        // Without the cause: a parser's message quotes what it read.
        throw netFailure('net.not_json', facts);
      }
    },
  };
}

function isHtml(body: string, contentType = ''): boolean {
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(body) || /^text\/html\b/i.test(contentType);
}

function decode(bytes: Uint8Array, contentType = ''): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset that nobody knows.
    return new TextDecoder().decode(bytes);
  }
}
