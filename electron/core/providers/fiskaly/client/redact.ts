// Takes secrets out of what goes to the debug file: by the name of the field, and by value wherever a known one turns up.

const SECRET_FIELDS =
  /^(api_?key|api_?secret|email|password|access_token|refresh_token|admin_pin|admin_puk|new_admin_pin|authorization|cookie|set-cookie|context)$/i;
const STARS = '***';
/** Shorter ones would blank out ordinary words. */
const SHORTEST = 4;
const LONGEST_LINE = 4000;

export function redact(facts: unknown, secrets: readonly string[]): string {
  let text = JSON.stringify(facts, (name, value: unknown) =>
    SECRET_FIELDS.test(name) && value !== '' && value !== null ? STARS : value,
  ) as string | undefined;
  text ??= '';
  for (const secret of secrets.filter(({ length }) => length >= SHORTEST).toSorted((a, b) => b.length - a.length))
    for (const form of formsOf(secret)) text = text.replaceAll(form, STARS);
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}

/** As it is, as JSON and as an address write it, and in base64 wherever it starts in a longer text. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const forms = new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
  ]);
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const middle = text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    if (middle.length < SHORTEST) continue;
    forms.add(middle);
    forms.add(middle.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...forms];
}

/** Values of secret fields inside a JSON body: a PIN is a secret that no context knows, and an answer may repeat it anywhere. */
export function secretsIn(body: Uint8Array | undefined): readonly string[] {
  const found: string[] = [];
  try {
    JSON.parse(Buffer.from(body ?? []).toString('utf8'), (name, value: unknown) => {
      if (SECRET_FIELDS.test(name) && typeof value === 'string') found.push(value);
      return value;
    });
  } catch {
    // Not JSON: there are no fields.
  }
  return found;
}
