// What passes between Kontor and a service while somebody signs in in the browser, as far as it is secret.

/** In the body of a request: the token of a poll, a code with its proof. */
export function sentForTokens(body: string): readonly string[] {
  const [, polled] = /^token=([^&]+)$/.exec(body) ?? [];
  const form = new URLSearchParams(body.includes('grant_type=') ? body : '');
  const values = [
    polled === undefined ? null : decodeURIComponent(polled),
    form.get('code'),
    form.get('code_verifier'),
  ];
  return values.filter((value) => value !== null);
}

/** In an answer. */
export async function tokensIn(response: Response): Promise<readonly string[]> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const body = isJson ? await response.text() : '';
  return [...body.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)].map(([, value]) => value ?? '');
}
