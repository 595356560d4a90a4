// Which requests could make KSeF take an invoice. Everything else only reads; one place says so, for the client and for the core's gate.

/** Opening, sending and closing are POSTs below /sessions; the parts of a package are the only PUTs there are. */
export function isSendingCall(method: string, url: URL): boolean {
  const verb = method.toUpperCase();
  return (
    verb === 'PUT' ||
    (verb !== 'GET' &&
      verb !== 'HEAD' &&
      /\/sessions(?:\/|$)/.test(url.pathname) &&
      !/\/auth\/sessions/.test(url.pathname))
  );
}
