// FA(3) invoices of about 8 kB for measuring: valid in shape, different in content, the same for the same number.
const GOODS = [
  'Kawa ziarnista Etiopia 1 kg',
  'Ekspres ciśnieniowy Żółw',
  'Filiżanka porcelanowa',
  'Łyżeczka stalowa',
  'Usługa palenia',
];
const FIRMS = [
  'Hurtownia Łódź sp. z o.o.',
  'Przedsiębiorstwo Świętokrzyskie S.A.',
  'Müller &amp; Söhne GmbH',
  'Gęśla i Wspólnicy',
];

const two = (value: number): string => String(value).padStart(2, '0');

export function fa3(no: number): Buffer {
  const day = `2026-${two(1 + (no % 12))}-${two(1 + (no % 28))}`;
  const lines = Array.from({ length: 24 }, (_, index) => line(no, index + 1)).join('');
  const net = Array.from({ length: 24 }, (_, index) => netOf(no, index + 1)).reduce((sum, value) => sum + value, 0);
  const vat = Math.round((net * 23) / 100);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">
  <Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza>
    <DataWytworzeniaFa>${day}T08:00:00Z</DataWytworzeniaFa><SystemInfo>Kontor</SystemInfo></Naglowek>
  <Podmiot1><DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>${FIRMS[no % FIRMS.length] ?? ''}</Nazwa></DaneIdentyfikacyjne>
    <Adres><KodKraju>PL</KodKraju><AdresL1>ul. Żurawia ${no % 200}</AdresL1><AdresL2>90-001 Łódź</AdresL2></Adres></Podmiot1>
  <Podmiot2><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Świat Kawy sp. z o.o.</Nazwa></DaneIdentyfikacyjne>
    <Adres><KodKraju>PL</KodKraju><AdresL1>ul. Kawowa 1</AdresL1><AdresL2>00-001 Warszawa</AdresL2></Adres><JST>2</JST><GV>2</GV></Podmiot2>
  <Fa><KodWaluty>PLN</KodWaluty><P_1>${day}</P_1><P_2>FV/2026/${no}</P_2><P_13_1>${money(net)}</P_13_1><P_14_1>${money(vat)}</P_14_1>
    <P_15>${money(net + vat)}</P_15>
    <Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie>
      <NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy></Adnotacje>
    <RodzajFaktury>VAT</RodzajFaktury>
${lines}    <Platnosc><TerminPlatnosci><Termin>${day}</Termin></TerminPlatnosci><FormaPlatnosci>6</FormaPlatnosci></Platnosc>
  </Fa>
</Faktura>
`);
}

function netOf(no: number, index: number): number {
  return 1000 + ((no * 7919 + index * 104_729) % 99_000);
}
function money(minor: number): string {
  return `${Math.floor(minor / 100)}.${two(minor % 100)}`;
}
function line(no: number, index: number): string {
  const net = money(netOf(no, index));
  const name = `${GOODS[(no + index) % GOODS.length] ?? ''} ${(no * 31 + index) % 997}`;
  return `    <FaWiersz>
      <NrWierszaFa>${index}</NrWierszaFa>
      <UU_ID>aaaa${no}-${index}</UU_ID>
      <P_7>${name}</P_7>
      <Indeks>IDX-${(no * 17 + index) % 4000}</Indeks>
      <P_8A>szt.</P_8A>
      <P_8B>1</P_8B>
      <P_9A>${net}</P_9A>
      <P_11>${net}</P_11>
      <P_12>23</P_12>
    </FaWiersz>
`;
}
