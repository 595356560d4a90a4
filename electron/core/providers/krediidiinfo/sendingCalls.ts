// Which requests could make the service take an invoice: one place says so, for the client and for the core's gate.

/** Registering a client is a POST as well; it sends nothing. */
export function isSendingCall(method: string, { pathname }: URL): boolean {
  return method.toUpperCase() === 'POST' && /\/sales-invoices\/?$/.test(pathname);
}
