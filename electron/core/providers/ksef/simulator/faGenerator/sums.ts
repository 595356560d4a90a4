// Totals per rate and for the whole invoice.
import { netOfGross, roundDiv, vatOfNet } from './amounts';
import type { Line, Rate, Sum } from './model';

const ORDER: readonly Rate[] = ['23', '8', '5', '0 KR', '0 WDT', '0 EX', 'zw', 'np I', 'np II', 'oo', 'margin'];

/** Lines of the state before count negatively: what is left is the difference. */
export function sumLines(lines: readonly Line[], exchangeRate?: number): readonly Sum[] {
  return ORDER.flatMap((rate): Sum[] => {
    const ofRate = lines.filter((line) => line.rate === rate);
    if (ofRate.length === 0) return [];
    const before = totals(
      ofRate.filter((line) => line.isBefore === true),
      rate,
    );
    const after = totals(
      ofRate.filter((line) => line.isBefore !== true),
      rate,
    );
    const vat = after.vat - before.vat;
    const vatPln = exchangeRate === undefined ? undefined : roundDiv(vat * exchangeRate, 10_000);
    return [{ rate, net: after.net - before.net, vat, vatPln }];
  });
}

function totals(lines: readonly Line[], rate: Rate): { net: number; vat: number } {
  const byNet = lines.filter((line) => !line.isGross).reduce((sum, line) => sum + line.value, 0);
  const gross = lines.filter((line) => line.isGross).reduce((sum, line) => sum + line.value, 0);
  const netPart = netOfGross(gross, rate);
  return { net: byNet + netPart, vat: vatOfNet(byNet, rate) + gross - netPart };
}

export const totalOf = (sums: readonly Sum[]): number => sums.reduce((sum, part) => sum + part.net + part.vat, 0);
