// Which requests could make KSeF take an invoice. Everything else only reads; one place says so, for the client and for the core's gate.

/** Sign-ins are sessions, too, and end with a DELETE; the test environment's switches are PUTs that send nothing. */
const OTHERWISE = /\/(?:auth\/sessions|v2\/testdata)(?:\/|$)/;

/** Opening, sending and closing change something below /sessions; every other PUT is a part of a package. */
export function isSendingCall(method: string, { pathname }: URL): boolean {
  const verb = method.toUpperCase();
  if (verb === 'GET' || verb === 'HEAD' || OTHERWISE.test(pathname)) return false;
  return verb === 'PUT' || /\/sessions(?:\/|$)/.test(pathname);
}
