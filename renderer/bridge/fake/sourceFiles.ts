import type { InvoiceRow } from '../../../shared/contract/invoices';

/** Files at the service: there at once. */
export function fakeSourceFiles(find: (id: number) => InvoiceRow) {
  const nameOf = (id: number): string => `${find(id).number.replaceAll('/', '-')}.pdf`;
  interface Asked {
    readonly id: number;
  }
  return {
    'invoices.openSourceFile': () => undefined,
    'invoices.saveSourceFile': ({ id }: Asked) => ({ savedTo: `/home/biuro/Pobrane/${nameOf(id)}` }),
    'invoices.keepSourceFile': ({ id }: Asked) => {
      const month = find(id).issueDate.slice(0, 7);
      return { month, fileName: nameOf(id), isKnown: false };
    },
    'invoices.cancelSourceFile': () => undefined,
  };
}
