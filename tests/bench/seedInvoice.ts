// FA(3) invoices of a trading firm for the archive that is searched: a few thousand counterparties, a few hundred goods, two years
// of days, sales and purchases. The same number always gives the same invoice.
import { isNip } from '../../shared/domain/taxId';

const STEMS =
  'hurtownia kuźnia tkalnia piekarnia drukarnia stolarnia mleczarnia apteka palarnia winnica szkółka warsztat tartak młyn pracownia'.split(
    ' ',
  );
const PLACES =
  'Łódź Kraków Gdańsk Wrocław Poznań Szczecin Lublin Białystok Żywiec Świdnica Ćmielów Ełk Zakopane Rzeszów Opole Tallinn Dresden'.split(
    ' ',
  );
const NAMES = 'Nowak Wójcik Żuraw Gęśla Müller Kask Lis Zając Sowa Dąb Brzoza Wierzba Jodła Klon Grab Buk Jesion'.split(
  ' ',
);
const GOODS =
  'kawa herbata kakao ekspres filiżanka łyżeczka talerz serwetka młynek czajnik dzbanek cukier syrop mleko ciastko filtr palnik waga kubek termos'.split(
    ' ',
  );
const KINDS =
  'ziarnista mielona zielona czarna stalowa porcelanowa szklana duża mała ręczna elektryczna biała owocowa leśna górska'.split(
    ' ',
  );

/** Mixes the bits of a number, so that neighbours have nothing in common (xorshift-multiply). */
function mixed(seed: number): number {
  let value = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}

const pick = (words: readonly string[], seed: number): string => words[mixed(seed) % words.length] ?? '';
const two = (value: number): string => String(value).padStart(2, '0');
const money = (minor: number): string => `${String(Math.floor(minor / 100))}.${two(minor % 100)}`;

function partyOf(no: number): { readonly name: string; readonly taxId: string } {
  const which = mixed(no * 3 + 1) % 3_000;
  const name = `${pick(STEMS, which)} ${pick(NAMES, which * 7)} ${pick(PLACES, which * 13)} sp. z o.o.`;
  return {
    name: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    taxId: taxIdOf(mixed(which)),
  };
}

/** One in a hundred has a wrong check digit, so that its invoices are marked for a look. */
function taxIdOf(seed: number): string {
  for (let number = 1_000_000_000 + (seed % 9_000_000) * 997; ; number += 1)
    if (isNip(String(number)) !== (seed % 100 === 0)) return String(number);
}

function lineOf(no: number, index: number, net: number): string {
  const seed = no * 16 + index;
  const name = `${pick(GOODS, seed)} ${pick(KINDS, seed + 5)} ${String(mixed(seed) % 997)}`;
  const amount = money(net);
  return `<FaWiersz><NrWierszaFa>${String(index)}</NrWierszaFa><P_7>${name}</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>${amount}</P_9A><P_11>${amount}</P_11><P_12>23</P_12></FaWiersz>`;
}

function party(tag: string, { name, taxId }: { readonly name: string; readonly taxId: string }): string {
  return `<${tag}><DaneIdentyfikacyjne><NIP>${taxId}</NIP><Nazwa>${name}</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>ul. Kawowa 1</AdresL1></Adres></${tag}>`;
}

export function seedInvoice(no: number): Buffer {
  const day = `${String(2025 + (mixed(no + 11) % 2))}-${two(1 + (mixed(no + 17) % 12))}-${two(1 + (mixed(no + 23) % 28))}`;
  const nets = Array.from(
    { length: 1 + (mixed(no + 29) % 6) },
    (_, index) => 1_000 + (mixed(no * 8 + index) % 900_000),
  );
  const net = nets.reduce((sum, each) => sum + each, 0);
  const vat = Math.round((net * 23) / 100);
  const own = { name: 'Świat Kawy sp. z o.o.', taxId: '1111111111' };
  const other = partyOf(no);
  const [seller, buyer] = mixed(no + 31) % 3 === 0 ? [own, other] : [other, own];
  const lines = nets.map((each, index) => lineOf(no, index + 1, each)).join('\n');
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>${day}T08:00:00Z</DataWytworzeniaFa></Naglowek>
${party('Podmiot1', seller)}
${party('Podmiot2', buyer)}
<Fa><KodWaluty>PLN</KodWaluty><P_1>${day}</P_1><P_2>FV/${day.slice(0, 7).replace('-', '/')}/${String(no)}</P_2><P_13_1>${money(net)}</P_13_1><P_14_1>${money(vat)}</P_14_1><P_15>${money(net + vat)}</P_15><RodzajFaktury>VAT</RodzajFaktury>
${lines}
</Fa></Faktura>
`);
}
