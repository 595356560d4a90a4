// Who trades with whom in the simulated world.
import { DEMO_NIP } from '../auth/knownTokens';
import { accountOf, emailOf, nipOf, phoneOf, vatUeOf } from './identifiers';

export type Identifier =
  | { readonly type: 'Nip'; readonly value: string }
  | { readonly type: 'VatUe'; readonly country: string; readonly value: string }
  | { readonly type: 'Other'; readonly country: string; readonly value: string }
  | { readonly type: 'None' };

export interface Party {
  readonly id: Identifier;
  readonly name: string;
  readonly country: string;
  readonly street: string;
  readonly town: string;
  readonly email?: string;
  readonly phone?: string;
  readonly account?: string;
  readonly isLocalGovernment?: boolean;
}

export interface Seller extends Party {
  readonly id: { readonly type: 'Nip'; readonly value: string };
}

export function polish(name: string, street: string, town: string, more: Partial<Party> = {}): Seller {
  const id = { type: 'Nip', value: nipOf(name) } as const;
  const contact = { email: emailOf(name), phone: phoneOf(name), account: accountOf(name) };
  return { name, country: 'PL', street, town, ...contact, ...more, id };
}

function european(country: string, name: string, street: string, town: string): Party {
  const id = { type: 'VatUe', country, value: vatUeOf(name, 9) } as const;
  return { id, name, country, street, town, email: emailOf(name) };
}

function overseas(country: string, name: string, street: string, town: string): Party {
  return { id: { type: 'Other', country, value: vatUeOf(name, 8) }, name, country, street, town };
}

const consumer = (name: string, street: string, town: string): Party => ({
  id: { type: 'None' },
  name,
  country: 'PL',
  street,
  town,
});

export const home: Seller = {
  ...polish('Zielona Kuźnia sp. z o.o.', 'ul. Kowalska 14', '61-131 Poznań'),
  id: { type: 'Nip', value: DEMO_NIP },
};

const jst = { isLocalGovernment: true };

export const polishBuyers: readonly Seller[] = [
  polish('Zakład Budowlany Dąbrówka sp. z o.o.', 'ul. Głogowska 231', '60-104 Poznań'),
  polish('Pracownia Architektury Wnętrz Łukowska', 'ul. Święty Marcin 58/4', '61-807 Poznań'),
  polish('Hotel Pod Różą sp. z o.o. sp.k.', 'ul. Wrocławska 9', '61-837 Poznań'),
  polish('Ogrody Jeżyckie s.c.', 'ul. Żurawia 3', '60-860 Poznań'),
  polish('Deweloper Śródka S.A.', 'rynek Śródecki 7', '61-126 Poznań'),
  polish('Stolarnia Dębowy Próg', 'ul. Leśna 22', '62-070 Dąbrowa'),
  polish('Spółdzielnia Mieszkaniowa „Piątkowo Północ”', 'os. Bolesława Śmiałego 104', '60-682 Poznań'),
  polish('Przedsiębiorstwo Remontowe Gołaś i Syn', 'ul. Gnieźnieńska 61', '62-006 Kobylnica'),
  polish('Winnica Świdnickie Wzgórze', 'Świdnica 38', '66-008 Świdnica'),
  polish('Agencja Reklamowa Żółty Słoń sp. z o.o.', 'ul. Roosevelta 18', '60-829 Poznań'),
  polish('Kamieniarstwo Wójcik sp.j.', 'ul. Grunwaldzka 519', '62-064 Plewiska'),
  polish('Centrum Ogrodnicze Źródło', 'ul. Obornicka 40', '62-002 Suchy Las'),
  polish('Elektro-Instal Błażejewski', 'ul. Śremska 75', '62-050 Mosina'),
  polish('Restauracja Pyra i Gzik sp. z o.o.', 'ul. Wodna 24', '61-782 Poznań'),
  polish('Inwestycje Warta Park sp. z o.o.', 'ul. Ewangelicka 1', '61-001 Poznań'),
  polish('Urząd Gminy Tarnowo Podgórne', 'ul. Poznańska 115', '62-080 Tarnowo Podgórne', jst),
  polish('Miasto Poznań', 'pl. Kolegiacki 17', '61-841 Poznań', jst),
];

export const consumers: readonly Party[] = [
  consumer('Klient detaliczny', 'ul. Słowackiego 31/7', '60-823 Poznań'),
  consumer('Klient detaliczny', 'ul. Łąkowa 5', '62-040 Puszczykowo'),
  consumer('Klient detaliczny', 'ul. Żeglarska 12', '62-041 Puszczykowo'),
];

export const unionBuyers: readonly Party[] = [
  european('DE', 'Müller & Söhne Metallbau GmbH', 'Schloßstraße 12', '01067 Dresden'),
  european('DE', 'Größe Gartenzäune GmbH & Co. KG', 'Weißenseer Weg 88', '13055 Berlin'),
  european('DE', 'Kunstschmiede Häußler e.K.', 'Fährgasse 3', '17489 Greifswald'),
  european('EE', 'Põhja Sepikoda OÜ', 'Võru tänav 47a', '50111 Tartu'),
  european('EE', 'Õuemööbel ja Väravad OÜ', 'Pärnu maantee 139', '11317 Tallinn'),
  european('CZ', 'Kovářství Třebíč s.r.o.', 'Žďárská 210', '674 01 Třebíč'),
];

export const overseasBuyers: readonly Party[] = [
  overseas('NO', 'Bjørnstad Smijern AS', 'Østre gate 8', '0184 Oslo'),
  overseas('CH', 'Zürcher Treppenbau AG', 'Länggasse 5', '8005 Zürich'),
];

export type SupplyKind =
  | 'steel'
  | 'gas'
  | 'consumables'
  | 'paint'
  | 'energy'
  | 'telecom'
  | 'leasing'
  | 'fuel'
  | 'safety'
  | 'accounting'
  | 'insurance'
  | 'food'
  | 'books'
  | 'courier'
  | 'usedMachines'
  | 'naturalGas';

export interface Supplier {
  readonly party: Seller;
  readonly kind: SupplyKind;
  readonly weight: number;
  /** Charges VAT when it is paid (P_16). */
  readonly isCashMethod?: boolean;
  /** Invoice numbers: `%y %m %n` stand for year, month and a running number. */
  readonly numbering: string;
}

const supplier = (
  kind: SupplyKind,
  weight: number,
  numbering: string,
  party: Seller,
  isCashMethod = false,
): Supplier => ({ kind, weight, numbering, party, isCashMethod });

export const suppliers: readonly Supplier[] = [
  supplier(
    'steel',
    9,
    'FS/%n/%y/%m',
    polish('Hurtownia Stali Wartostal sp. z o.o.', 'ul. Hutnicza 10', '61-361 Poznań'),
  ),
  supplier('steel', 5, '%y%m%n', polish('Centrum Wyrobów Hutniczych Łódź S.A.', 'ul. Dąbrowskiego 247', '93-231 Łódź')),
  supplier('gas', 4, 'GT-%n/%m/%y', polish('Gazy Techniczne Lech sp. z o.o.', 'ul. Bałtycka 52', '61-017 Poznań')),
  supplier(
    'consumables',
    6,
    'F/%n/%y',
    polish('Narzędzia i Spawalnictwo Żak', 'ul. Dolna Wilda 80', '61-501 Poznań'),
    true,
  ),
  supplier(
    'paint',
    2,
    'FV-%n-%m-%y',
    polish('Farby Proszkowe Kolor-Śląsk sp. z o.o.', 'ul. Piękna 4', '41-200 Sosnowiec'),
  ),
  supplier(
    'energy',
    1.4,
    'E/%y/%m/%n',
    polish('Energia Wielkopolska Obrót S.A.', 'ul. Strzeszyńska 58', '60-479 Poznań'),
  ),
  supplier('telecom', 1.2, 'T%y%m%n', polish('Telefonia Zachód S.A.', 'al. Jerozolimskie 181', '02-222 Warszawa')),
  supplier(
    'leasing',
    1.2,
    'RL/%n/%m/%y',
    polish('Leasing Przemysłowy Północ S.A.', 'ul. Grunwaldzka 409', '80-309 Gdańsk'),
  ),
  supplier('fuel', 4, '%n/%m/%y/PAL', polish('Stacje Paliw Trójkąt sp. z o.o.', 'ul. Lechicka 2', '61-695 Poznań')),
  supplier('safety', 1.5, 'BHP/%n/%y', polish('Odzież Robocza Tęcza s.c.', 'ul. Główna 33', '61-005 Poznań'), true),
  supplier('accounting', 1, '%n/%m/%y', polish('Biuro Rachunkowe Saldo Plus', 'ul. Ratajczaka 20/8', '61-815 Poznań')),
  supplier(
    'insurance',
    0.7,
    'P/%y/%n',
    polish('Towarzystwo Ubezpieczeń Bezpieczny Próg S.A.', 'ul. Chłodna 51', '00-867 Warszawa'),
  ),
  supplier('food', 1.6, 'HR %n/%y', polish('Hurtownia Spożywcza Pyrka', 'ul. Rolna 40', '61-487 Poznań')),
  supplier(
    'books',
    0.5,
    'K/%n/%y',
    polish('Wydawnictwo Techniczne Żelazo i Ogień', 'ul. Książęca 6', '00-498 Warszawa'),
  ),
  supplier('courier', 2, 'KUR/%y%m/%n', polish('Kurier Szybki Żuk sp. z o.o.', 'ul. Spedycyjna 1', '62-023 Gądki')),
  supplier(
    'usedMachines',
    0.5,
    'VM %n/%y',
    polish('Komis Maszyn Warsztatowych Źrebiec', 'ul. Krzywa 9', '63-000 Środa Wielkopolska'),
  ),
  supplier('naturalGas', 0.4, 'G/%y/%m/%n', polish('Obrót Gazem Warta sp. z o.o.', 'ul. Gazowa 3', '61-850 Poznań')),
];

/** The owner of the workshop's building: sends invoices on which the company is a further recipient. */
export const landlord = polish('Nieruchomości Przemysłowe Łacina sp. z o.o.', 'ul. Abpa Baraniaka 88', '61-131 Poznań');
export const waterworks = polish('Wodociągi Aglomeracji Wielkopolskiej sp. z o.o.', 'ul. Dolna 46', '61-492 Poznań');
export const factor = polish('Faktoring Zachodni S.A.', 'ul. Bukowska 12', '60-809 Poznań');
/** A foreign firm for which the company acts as tax representative. */
export const represented = polish('Häußler Kunstschmiede Polska sp. z o.o.', 'ul. Graniczna 1', '69-100 Słubice');
