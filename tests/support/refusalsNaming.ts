// Refusals in which a service quotes what it was sent, in the shapes in which the services of this app refuse.

export const REFUSED = 'Not accepted:';

interface Answer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Each provider finds its own words in one of them. */
export function refusalsNaming(value: string): readonly Answer[] {
  const words = `${REFUSED} ${value} (sent)`;
  const json = {
    code: 'E_REFUSED',
    message: words,
    error: { code: 'accessDenied', message: words, status: 'PERMISSION_DENIED', errors: [{ reason: 'forbidden' }] },
    errors: [{ code: 1, description: words, details: [words], message: words }],
    exception: { exceptionDetailList: [{ exceptionCode: 1, exceptionDescription: words, details: [words] }] },
    detail: words,
    response: { Kod: 400, Informacja: words },
    status: { code: 'ERROR', message: words },
  };
  const xml = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const s3 = `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>${xml}</Message></Error>`;
  const dav = `<?xml version="1.0"?><d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Forbidden</s:exception><s:message>${xml}</s:message></d:error>`;
  const headers = { 'content-type': 'application/json' };
  return [
    { body: JSON.stringify(json), headers },
    {
      body: JSON.stringify({ ...json, error: 'invalid_request', error_description: words, error_summary: words }),
      headers,
    },
    { body: s3, headers: { 'content-type': 'application/xml' } },
    { body: dav, headers: { 'content-type': 'application/xml' } },
  ];
}
