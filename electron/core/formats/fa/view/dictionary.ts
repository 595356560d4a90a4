// What the elements of the Ministry's schemas hold, and the official lists of codes (dossier ksef §10.3).
import type { ViewValueKind } from '../../../../../shared/domain/invoiceView';

export type Dialect = 'fa' | 'rr';

const words = (text: string): readonly string[] => text.split(' ');

const KINDS: ReadonlyMap<string, ViewValueKind> = new Map<string, ViewValueKind>(
  (
    [
      ['date', 'P_1 P_6 P_6_Od P_6_Do P_6A P_6Z DataWystFaKorygowanej DataZaplaty DataZaplatyCzesciowej Termin'],
      ['date', 'DataUmowy DataZamowienia P_22A P_4A P_4B P_4AA DataDokumentu'],
      ['instant', 'DataWytworzeniaFa DataGodzRozpTransportu DataGodzZakTransportu'],
      [
        'money',
        'P_15 P_15Z P_15ZK P_9A P_9B P_10 P_11 P_11A P_11Vat KwotaAkcyzy P_9AZ P_11NettoZ P_11VatZ KwotaAkcyzyZ',
      ],
      ['money', 'Kwota SumaObciazen SumaOdliczen DoZaplaty DoRozliczenia KwotaZaplatyCzesciowej WartoscZamowienia'],
      ['money', 'P_8 P_11_1 P_11_2 P_12_1 P_11_1W P_11_2W P_12_1W'],
      ['number', 'P_8B P_8BZ P_6B KursWaluty KursWalutyZ KursWalutyZK KursWalutyZW KursUmowny'],
      ['percent', 'Udzial P_12_XII P_12Z_XII'],
      ['id', 'NrKSeFFaKorygowanej NrKSeFFaZaliczkowej UU_ID UU_IDZ IPKSeF P_22B1'],
      ['account', 'NrRB'],
      ['taxId', 'NIP IDWew'],
      ['link', 'LinkDoPlatnosci'],
    ] as const
  ).flatMap(([kind, names]) => words(names).map((name): [string, ViewValueKind] => [name, kind])),
);

/** The same numbers mean other things in FA_RR(1). */
const RR_KINDS: ReadonlyMap<string, ViewValueKind> = new Map([
  ['P_6A', 'text'],
  ['P_7', 'money'],
]);
const RR_LABELS: ReadonlySet<string> = new Set(['P_6A', 'P_7', 'P_10', 'P_11', 'KursWaluty']);

/** Order lines repeat the invoice line's elements with a Z at the end; an authorised party's contacts end in PU. */
const SAME_LABEL: ReadonlyMap<string, string> = new Map([
  ...words('UU_ID P_7 Indeks GTIN PKWiU CN PKOB P_8A P_8B P_9A GTU Procedura KwotaAkcyzy').map(
    (name): [string, string] => [`${name}Z`, name],
  ),
  ['P_11NettoZ', 'P_11'],
  ['P_11VatZ', 'P_11Vat'],
  ['P_12Z', 'P_12'],
  ['P_12Z_XII', 'P_12_XII'],
  ['P_12Z_Zal_15', 'P_12_Zal_15'],
  ['NrWierszaZam', 'NrWierszaFa'],
  ['EmailPU', 'Email'],
  ['TelefonPU', 'Telefon'],
  ['KursWalutyZW', 'KursWaluty'],
]);

export function labelName(dialect: Dialect, name: string): string {
  if (dialect === 'rr' && RR_LABELS.has(name)) return `rr_${name}`;
  return SAME_LABEL.get(name) ?? name;
}

const YES_NO = words('1 2');
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, place) => String(from + place));

export const CODES: Readonly<Record<string, readonly string[]>> = {
  yes_no: YES_NO,
  kind: words('VAT KOR ZAL ROZ UPR KOR_ZAL KOR_ROZ VAT_RR KOR_VAT_RR'),
  correction_effect: numbers(1, 4),
  payment_form: numbers(1, 7),
  payment_form_rr: ['1'],
  part_payment: YES_NO,
  role: numbers(1, 11),
  authorised_role: numbers(1, 3),
  taxpayer_status: numbers(1, 4),
  bank_own_account: numbers(1, 3),
  rate: ['0', '0 KR', '0 WDT', '0 EX', 'zw', 'oo', 'np', 'np I', 'np II'],
  gtu: numbers(1, 13).map((no) => `GTU_${no.padStart(2, '0')}`),
  procedure: words('WSTO_EE IED TT_D I_42 I_63 B_SPV B_SPV_DOSTAWA B_MPV_PROWIZJA'),
  transport: words('1 2 3 4 5 7 8'),
  cargo: numbers(1, 20),
};

const LISTS: ReadonlyMap<string, string> = new Map([
  ...words('P_16 P_17 P_18 P_18A P_19 P_19N P_22 P_22N P_42_5 P_23 JST GV FP TP ZwrotAkcyzy BrakID Zaplacono').map(
    (name): [string, string] => [name, 'yes_no'],
  ),
  ...words(
    'P_PMarzy P_PMarzyN P_PMarzy_2 P_PMarzy_3_1 P_PMarzy_3_2 P_PMarzy_3_3 P_12_Zal_15 P_12Z_Zal_15 PodmiotPosredniczacy',
  ).map((name): [string, string] => [name, 'yes_no']),
  ...words('RolaInna PlatnoscInna TransportInny LadunekInny NrKSeF NrKSeFN NrKSeFZN StanPrzed StanPrzedZ').map(
    (name): [string, string] => [name, 'yes_no'],
  ),
  ['RodzajFaktury', 'kind'],
  ['TypKorekty', 'correction_effect'],
  ['FormaPlatnosci', 'payment_form'],
  ['ZnacznikZaplatyCzesciowej', 'part_payment'],
  ['Rola', 'role'],
  ['RolaPU', 'authorised_role'],
  ['StatusInfoPodatnika', 'taxpayer_status'],
  ['RachunekWlasnyBanku', 'bank_own_account'],
  ['P_12', 'rate'],
  ['P_12Z', 'rate'],
  ['P_9', 'rate'],
  ['GTU', 'gtu'],
  ['GTUZ', 'gtu'],
  ['Procedura', 'procedure'],
  ['ProceduraZ', 'procedure'],
  ['RodzajTransportu', 'transport'],
  ['OpisLadunku', 'cargo'],
]);

export function kindOf(dialect: Dialect, name: string): ViewValueKind {
  const own = dialect === 'rr' ? RR_KINDS.get(name) : undefined;
  if (own !== undefined) return own;
  if (/^P_1[34]_/.test(name)) return 'money';
  return KINDS.get(name) ?? (LISTS.has(name) ? 'code' : 'text');
}

/** Message key of a code in words; undefined for a plain percentage and for what is in no list. */
export function codeWord(dialect: Dialect, name: string, text: string): string | undefined {
  const list = dialect === 'rr' && name === 'FormaPlatnosci' ? 'payment_form_rr' : LISTS.get(name);
  if (list === undefined || CODES[list]?.includes(text) !== true) return undefined;
  return `fa.code.${list}.${codeKey(text)}`;
}

/** `0 WDT` as a part of a message key. */
export function codeKey(text: string): string {
  return text.replaceAll(' ', '_');
}
