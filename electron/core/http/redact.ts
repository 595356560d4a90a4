// Makes text safe to keep: rules for what looks like a secret, and every value that the vault has had in clear.

export const hidden = '•••';

export interface Redactor {
  /** Learns a secret in every form in which it could turn up. Very short values are left out: they would hide half a log. */
  register(value: string): void;
  /** Any text: log lines, messages, bodies. */
  text(text: string): string;
  /** A text that was cut before it came here: a secret that begins at its end is hidden as well. */
  cutText(text: string): string;
  url(url: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

const shortest = 4;
/** Shorter texts of a session are words about it. */
const shortestPart = 16;
/** Less of a secret's beginning opens nothing, and would hide ordinary words. */
const shortestStart = 8;
/** Session tokens change by the hour for weeks; the oldest ones have expired long before they are forgotten. */
const mostValues = 2_000;

const secretName =
  /pass(word|wd|phrase|code)?$|secret|token|(api|access|private|encryption|auth|session)[-_]?key|credential|signature|^sig$|authorization|cookie|assertion|code[-_]?verifier/i;
/** Words that are a secret only as part of an address: an answer's `code` and an object's `key` are wanted in a log. */
const secretParameter = /^(code|state|key)$|^x-(amz|goog|ms)-/i;
/** Secret only as headers. */
const secretHeader = /auth|cookie|token|secret|key|signature|session/i;
/** Named like a secret, but said by the server about itself. */
const plainHeader = /^(www|proxy)-authenticate$/i;

export function createRedactor(): Redactor {
  const forms = new Map<string, readonly string[]>();
  /** Longest first, so that a secret inside another one leaves no rest of it. */
  let sorted: readonly string[] | null = null;

  const longestFirst = (): readonly string[] =>
    (sorted ??= [...new Set([...forms.values()].flat())].sort((a, b) => b.length - a.length));

  function values(text: string): string {
    let safe = text;
    for (const form of longestFirst()) if (safe.includes(form)) safe = safe.replaceAll(form, hidden);
    return safe;
  }

  function learn(value: string): void {
    if (value.length < shortest || forms.has(value)) return;
    forms.set(value, formsOf(value));
    const oldest = forms.size > mostValues ? forms.keys().next().value : undefined;
    if (oldest !== undefined) forms.delete(oldest);
    sorted = null;
  }

  function withoutStart(text: string): string {
    for (const form of longestFirst()) {
      const at = text.lastIndexOf(form.slice(0, shortestStart));
      if (at >= 0 && form.length > shortestStart && form.startsWith(text.slice(at))) return text.slice(0, at) + hidden;
    }
    return text;
  }

  const text = (raw: string) => patterns(values(raw));
  const url = (raw: string) => text(addressRules(raw));
  return {
    register(value) {
      for (const secret of [...partsOf(value), value]) learn(secret);
    },
    text,
    cutText: (raw) => text(withoutStart(raw)),
    url,
    headers(headers) {
      return Object.fromEntries(
        Object.entries(headers).map(([name, value]) => {
          if (!secretHeader.test(name) || plainHeader.test(name)) return [name, url(value)];
          // The scheme helps support and is no secret.
          const scheme = /^(Bearer|Basic|Digest|NTLM|Negotiate) /i.exec(value)?.[0] ?? '';
          return [name, `${scheme}${hidden}`];
        }),
      );
    },
  };
}

/** A session is kept as JSON: each token in it is a secret by itself. */
function partsOf(value: string): readonly string[] {
  if (!value.startsWith('{')) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    const found = Object.values(parsed as Readonly<Record<string, unknown>>);
    return found.filter((part): part is string => typeof part === 'string' && part.length >= shortestPart);
  } catch {
    return [];
  }
}

/** As it is, escaped for JSON, XML and URLs, and in Base64 at each of the three places it can have inside other bytes. */
function formsOf(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const json = jsonForm(value);
  const forms = [
    value,
    json,
    // A body that is JSON, in a log line that is JSON.
    jsonForm(json),
    // Many servers write everything outside ASCII as \u0142.
    json.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    url,
    url.replaceAll('%20', '+'),
    url.toLowerCase(),
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    ...base64Forms(Buffer.from(value, 'utf8')),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortest);
}

function jsonForm(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** `Basic` joins name and password before it encodes: what is the same in every such text is the middle. */
function base64Forms(bytes: Buffer): readonly string[] {
  const forms = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const isWhole = (before + bytes.length) % 3 === 0;
    const middle = text.slice(before === 0 ? 0 : before + 1, isWhole ? undefined : -1);
    return before === 0 ? [text, middle] : [middle];
  });
  const usable = forms.filter((form) => form.length >= 6);
  return usable.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(form)]);
}

/** Each takes a name and what stands after it: JSON, JSON inside a JSON string, XML, forms and plain sentences. */
const namedValues: readonly RegExp[] = [
  /("([A-Za-z_][\w-]{1,40})"\s*:\s*")((?:[^"\\]|\\.)*)/g,
  /(\\+"([A-Za-z_][\w-]{1,40})\\+"\s*:\s*\\+")([^"\\]*)/g,
  /(<(?:[\w-]+:)?([A-Za-z_][\w-]{1,40})(?:\s[^<>]*)?>)([^<]+)/g,
  /((?:^|[?&\s;{,("'])([A-Za-z_][\w-]{1,40})\s?[:=]\s?)([^\s&"'<>;,{}[\]]+)/gm,
];

function patterns(text: string): string {
  let safe = text
    .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9+/_.~=-]{8,}/gi, `$1 ${hidden}`)
    .replace(/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)*/g, hidden)
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@"'<>]*:)[^\s@/"'<>]+@/gi, `$1${hidden}@`);
  for (const named of namedValues)
    safe = safe.replace(named, (all, before: string, name: string, value: string) =>
      secretName.test(name) && !/^(Bearer|Basic)$/i.test(value) ? `${before}${hidden}` : all,
    );
  return safe;
}

/** Query values by name: signed addresses carry their right in them. */
function addressRules(url: string): string {
  return url.replace(/([?&]([^=&#\s]+)=)([^&#\s]*)/g, (all, before: string, name: string) =>
    secretName.test(name) || secretParameter.test(name) ? `${before}${hidden}` : all,
  );
}
