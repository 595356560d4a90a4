// The order in which VAT rates stand in tables: falling percentages, then the words of Polish law, then everything else.

const ORDER = [
  '23',
  '22',
  '8',
  '7',
  '6.5',
  '5',
  '4',
  '3',
  '0 KR',
  '0 WDT',
  '0 EX',
  '0',
  'zw',
  'np I',
  'np II',
  'np',
  'oo',
];

export function sortedRates(rates: Iterable<string>): readonly string[] {
  const rank = (rate: string): number => {
    const place = ORDER.indexOf(rate);
    return place < 0 ? ORDER.length : place;
  };
  return [...new Set(rates)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
