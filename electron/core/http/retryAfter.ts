// Retry-After as a wait (RFC 9110 §10.2.3): seconds or a date, bounded in both directions.

/** Longer than this no service means: a typing mistake or a broken clock. */
const longestMs = 24 * 60 * 60_000;

/** Milliseconds to wait; null when there is nothing that can be understood. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  const seconds = /^(\d{1,12})(\.\d+)?(\s*,|$)/.exec(text);
  if (seconds) return Math.min(longestMs, Math.ceil(Number(`${seconds[1] ?? '0'}${seconds[2] ?? ''}`) * 1000));
  const at = httpDateMs(text);
  if (at === null) return null;
  // Against the server's own clock where it is told, so that ours may be wrong.
  const from = httpDateMs(headers['date'] ?? '') ?? nowMs;
  return Math.min(longestMs, Math.max(0, at - from));
}

/** IMF-fixdate and the two obsolete forms, all in GMT; null for anything else. */
export function httpDateMs(text: string): number | null {
  const usual = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
  const rfc850 = /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
  const asctime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;
  const parts = asctime.exec(text);
  if (!parts && !usual.test(text) && !rfc850.test(text)) return null;
  const [, month = '', day = '', time = '', year = ''] = parts ?? [];
  // Without a zone V8 takes asctime for local time.
  const ms = Date.parse(parts ? `${day.trim()} ${month} ${year} ${time} GMT` : text);
  return Number.isNaN(ms) ? null : ms;
}

/** The server's clock minus ours; null when the answer has no date. */
export function clockSkewMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const server = httpDateMs(headers['date'] ?? '');
  return server === null ? null : server - nowMs;
}
