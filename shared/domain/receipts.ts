// Whether a file lies at a destination: a receipt says so, unless a later check found otherwise.

interface Receipt {
  readonly connectionId: string;
  readonly checked?: { readonly state: 'same' | 'changed' | 'gone' | 'moved' } | undefined;
}

export function isProven({ checked }: Receipt): boolean {
  return checked?.state !== 'gone' && checked?.state !== 'changed';
}

export function liesAt(receipts: readonly Receipt[], connectionId: string): boolean {
  return receipts.some((receipt) => receipt.connectionId === connectionId && isProven(receipt));
}
