// What is sold and bought, with units, price ranges (ten-thousandths of a zloty) and tax facts.
import type { SupplyKind } from './parties';

export interface Product {
  readonly name: string;
  readonly unit: string;
  /** Zloty, lowest and highest. */
  readonly from: number;
  readonly to: number;
  /** Highest quantity; fractions when `isMeasured`. */
  readonly most: number;
  readonly isMeasured?: boolean;
  readonly rate?: '23' | '8' | '5' | 'zw';
  readonly cn?: string;
  readonly pkwiu?: string;
  /** Listed in annex 15 to the VAT act: split payment above 15,000 zloty. */
  readonly isAnnex15?: boolean;
}

const item = (
  name: string,
  unit: string,
  from: number,
  to: number,
  most: number,
  more: Partial<Product> = {},
): Product => ({
  name,
  unit,
  from,
  to,
  most,
  ...more,
});
const work = (name: string, unit: string, from: number, to: number, most: number): Product =>
  item(name, unit, from, to, most, { isMeasured: true, pkwiu: '25.62.20.0' });
const steel = (name: string, unit: string, from: number, to: number, most: number, cn: string): Product =>
  item(name, unit, from, to, most, { isMeasured: true, cn, isAnnex15: true });

export const forged: readonly Product[] = [
  item('Brama przesuwna kuta „Wielkopolska” 4,0 × 1,6 m', 'szt.', 6800, 9800, 1, { cn: '7308 90 98' }),
  item('Brama dwuskrzydłowa kuta „Jeżyce” 3,6 × 1,7 m', 'szt.', 5200, 7900, 2, { cn: '7308 90 98' }),
  item('Furtka kuta „Sołacz” 1,0 × 1,6 m, zamek elektryczny', 'szt.', 1650, 2400, 2, { cn: '7308 90 98' }),
  item('Przęsło ogrodzeniowe kute typ P-12, 2,0 × 1,2 m', 'szt.', 480, 720, 24, { cn: '7308 90 98' }),
  item('Słupek stalowy 80 × 80 × 3, ocynk ogniowy', 'szt.', 165, 240, 26, { cn: '7306 61 92' }),
  item('Krata okienna kuta z różami, na wymiar', 'm²', 390, 560, 8, { isMeasured: true }),
  item('Daszek nad drzwi kuty „Łazarz” z poliwęglanem', 'szt.', 980, 1450, 2),
  item('Poręcz kuta przyścienna', 'mb', 210, 320, 12, { isMeasured: true }),
  item('Balustrada schodowa kuta, malowana proszkowo RAL 9005', 'mb', 690, 980, 18, { isMeasured: true }),
  item('Palenisko ogrodowe kute „Śnieżka” Ø 80 cm', 'szt.', 420, 680, 3),
  item('Zawias pasowy kuty 600 mm', 'kpl.', 95, 160, 20),
  item('Klamka kuta „Dąb” z szyldem', 'szt.', 120, 190, 16),
  item('Świecznik kuty pięcioramienny', 'szt.', 240, 380, 6),
  item('Stelaż ławki parkowej, żeliwo i stal', 'szt.', 340, 460, 12),
  item('Pergola stalowa 3,0 × 4,0 m, elementy do skręcenia', 'szt.', 3900, 5600, 1, { cn: '7308 90 98' }),
];

export const services: readonly Product[] = [
  work('Montaż na obiekcie z dojazdem', 'usł.', 380, 1600, 1),
  work('Cięcie plazmowe blachy do 20 mm', 'mb', 14, 22, 60),
  work('Spawanie MIG/MAG, spawacz z uprawnieniami', 'rbg', 95, 140, 24),
  work('Gięcie i zwijanie profili na zimno', 'rbg', 110, 150, 8),
  work('Piaskowanie i malowanie proszkowe', 'm²', 68, 95, 40),
  work('Pomiar i dokumentacja warsztatowa', 'usł.', 250, 650, 1),
  work('Naprawa i prostowanie przęsła po kolizji', 'usł.', 420, 1350, 1),
];

export const training = item('Szkolenie zawodowe: kowalstwo artystyczne, stopień I', 'os.', 900, 1400, 6, {
  rate: 'zw',
});
export const housing = item('Balustrady balkonowe z montażem, budownictwo mieszkaniowe', 'mb', 640, 860, 30, {
  rate: '8',
  isMeasured: true,
});

const sizes = (names: readonly string[], make: (size: string) => Product): readonly Product[] => names.map(make);

const steelStock: readonly Product[] = [
  ...sizes(['10 × 10', '12 × 12', '14 × 14', '16 × 16', '20 × 20'], (size) =>
    steel(`Pręt kwadratowy ${size} S235JR, dł. 6 m`, 'kg', 4, 5, 260, '7214 99 31'),
  ),
  ...sizes(['30 × 5', '40 × 8', '50 × 10'], (size) =>
    steel(`Płaskownik ${size} S235JR`, 'kg', 4, 5, 220, '7214 91 10'),
  ),
  ...sizes(['30 × 30 × 2', '40 × 40 × 3', '60 × 40 × 3', '80 × 80 × 3'], (size) =>
    steel(`Profil zamknięty ${size} S235`, 'mb', 14, 41, 84, '7306 61 92'),
  ),
  ...sizes(['2 mm', '3 mm', '5 mm'], (size) =>
    steel(`Blacha gorącowalcowana ${size} S235JR, arkusz 1500 × 3000`, 'kg', 4, 5, 430, '7208 52 10'),
  ),
  ...sizes(['40 × 40 × 4', '50 × 50 × 5'], (size) =>
    steel(`Kątownik równoramienny ${size}`, 'kg', 4, 6, 170, '7216 21 00'),
  ),
  ...sizes(['33,7 × 2,6', '42,4 × 3,2', '48,3 × 3,2'], (size) =>
    steel(`Rura okrągła ${size} ze szwem`, 'mb', 17, 28, 48, '7306 30 80'),
  ),
];

const workshopStock: readonly Product[] = [
  ...sizes(['0,8', '1,0', '1,2'], (size) =>
    item(`Drut spawalniczy SG2 Ø ${size} mm, szpula 15 kg`, 'szt.', 118, 165, 4),
  ),
  ...sizes(['2,50', '3,25'], (size) => item(`Elektroda rutylowa Ø ${size} mm, op. 5 kg`, 'op.', 62, 84, 6)),
  ...sizes(['125 × 1,0', '230 × 2,0'], (size) => item(`Tarcza do cięcia ${size} mm`, 'szt.', 3, 9, 100)),
  ...sizes(['P40', 'P60', 'P80'], (size) => item(`Tarcza lamelowa 125 mm ${size}`, 'szt.', 9, 14, 40)),
  ...sizes(['4,2', '6,8', '8,5', '10,2'], (size) => item(`Wiertło HSS-Co ${size} mm`, 'szt.', 12, 31, 10)),
  item('Dysza gazowa MB 25', 'szt.', 14, 21, 10),
  item('Rękawice spawalnicze, kozia skóra', 'para', 32, 48, 10),
  item('Pręt gwintowany M12, 1 m, ocynk', 'szt.', 9, 13, 20),
  item('Kotwa chemiczna winyloestrowa 300 ml', 'szt.', 39, 56, 6),
];

/** What the landlord and the waterworks bill. */
export const premises: readonly Product[] = [
  item('Czynsz najmu hali warsztatowej', 'mc', 4200, 4200, 1),
  item('Dostawa wody', 'm³', 5, 6, 40, { rate: '8', isMeasured: true }),
  item('Odprowadzanie ścieków', 'm³', 6, 8, 40, { rate: '8', isMeasured: true }),
];

export const supplies: Readonly<Record<SupplyKind, readonly Product[]>> = {
  steel: steelStock,
  gas: [
    item('Acetylen techniczny, butla 40 l', 'szt.', 310, 390, 3),
    item('Tlen techniczny 2.5, butla 50 l', 'szt.', 95, 130, 5),
    item('Mieszanka Ar/CO₂ 82/18, butla 50 l', 'szt.', 180, 240, 5),
    item('Dzierżawa butli, doba', 'dób.', 1, 2, 310),
  ],
  consumables: workshopStock,
  paint: [
    item('Farba proszkowa poliestrowa RAL 9005 mat', 'kg', 24, 33, 60, { isMeasured: true }),
    item('Farba proszkowa RAL 7016 drobna struktura', 'kg', 27, 36, 40, { isMeasured: true }),
    item('Podkład epoksydowy cynkowy', 'kg', 31, 42, 25, { isMeasured: true }),
  ],
  energy: [
    item('Razem za energię czynną', 'kWh', 0.55, 0.72, 4200),
    item('Razem za usługi dystrybucji', 'kWh', 0.38, 0.45, 4200),
  ],
  telecom: [
    item('Abonament Firma bez limitu', 'mc', 45, 79, 5),
    item('Internet światłowodowy 1 Gb/s', 'mc', 89, 129, 1),
  ],
  leasing: [
    item('Rata leasingowa, wypalarka plazmowa CNC', 'szt.', 3100, 3100, 1),
    item('Rata leasingowa, samochód dostawczy', 'szt.', 1890, 1890, 1),
  ],
  fuel: [
    item('Olej napędowy', 'l', 5, 6, 75, { isMeasured: true, cn: '2710 20 11' }),
    item('Płyn do spryskiwaczy 5 l', 'szt.', 17, 24, 2),
    item('AdBlue', 'l', 3, 4, 20, { isMeasured: true }),
  ],
  safety: [
    item('Kurtka spawalnicza trudnopalna', 'szt.', 210, 290, 3),
    item('Buty robocze S3', 'para', 189, 260, 4),
    item('Przyłbica samościemniająca', 'szt.', 320, 520, 2),
  ],
  accounting: [
    item('Usługi księgowe, ryczałt miesięczny', 'mc', 1250, 1250, 1),
    item('Rozliczenie płac, lista', 'os.', 45, 45, 6),
  ],
  insurance: [item('Składka ubezpieczenia OC działalności', 'szt.', 780, 2400, 1, { rate: 'zw' })],
  food: [
    item('Woda mineralna 1,5 l, zgrzewka', 'szt.', 11, 15, 20, { rate: '8' }),
    item('Zupa regeneracyjna, posiłek profilaktyczny', 'porcja', 14, 19, 60, { rate: '8' }),
    item('Kawa ziarnista 1 kg', 'szt.', 58, 84, 4),
    item('Mleko 3,2 % 1 l', 'szt.', 3, 5, 24, { rate: '5' }),
  ],
  books: [
    item('Kowalstwo artystyczne. Wzory i techniki, wyd. III', 'egz.', 89, 129, 2, { rate: '5' }),
    item('Normy spawalnicze, dostęp roczny', 'szt.', 420, 420, 1),
  ],
  courier: [
    item('Przesyłka kurierska do 30 kg', 'szt.', 19, 32, 12),
    item('Przesyłka paletowa, kraj', 'szt.', 145, 210, 3),
  ],
  usedMachines: [
    item('Młot sprężarkowy używany, rok prod. 1987', 'szt.', 9800, 16500, 1),
    item('Imadło ślusarskie 200 mm, używane', 'szt.', 420, 690, 1),
  ],
  naturalGas: [item('Gaz ziemny wysokometanowy E, dostawa w punkcie wirtualnym', 'kWh', 0.21, 0.29, 9000)],
};

export const longDescription =
  'wykonanie według projektu zamawiającego, stal S235JR, krzyżowanie prętów na gorąco, wszystkie połączenia nitowane i spawane, ' +
  'cynkowanie ogniowe 70 µm, malowanie proszkowe dwuwarstwowe odporne na sól drogową, okucia i zamki w komplecie, kotwy chemiczne, ' +
  'uszczelki EPDM, dostawa i rozładunek samochodem z podnośnikiem HDS na terenie budowy, z zabezpieczeniem krawędzi na czas transportu';
