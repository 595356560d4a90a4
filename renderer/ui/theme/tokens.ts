// Every colour of the app, by scheme. Components use the custom properties `--k-<name>`; a hex value stands nowhere else.

export interface Tokens {
  readonly chrome: string;
  readonly surface: string;
  readonly sunken: string;
  readonly raised: string;
  readonly line: string;
  readonly line1: string;
  readonly ctl: string;
  readonly line2: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly accent: string;
  readonly fill: string;
  readonly onFill: string;
  readonly fillHover: string;
  readonly tint: string;
  readonly tint2: string;
  readonly ok: string;
  readonly okT: string;
  readonly warn: string;
  readonly warnT: string;
  readonly warnS: string;
  readonly bad: string;
  readonly badT: string;
  readonly bar2: string;
  /** Background of the current place and of a pressed control, and the text on it. */
  readonly press: string;
  readonly onPress: string;
  /** 4.5 % ink over whatever lies below. */
  readonly hover: string;
  readonly shadowSm: string;
  readonly shadowMd: string;
  readonly shadowXl: string;
}

const lightShadows = {
  shadowSm: '0 1px 1.5px rgba(13,30,35,.07)',
  shadowMd: '0 1px 2px rgba(13,30,35,.06), 0 6px 20px rgba(13,30,35,.10)',
  shadowXl: '0 12px 40px rgba(13,30,35,.20)',
};
const darkShadows = {
  shadowSm: '0 0 0 0 transparent',
  shadowMd: '0 0 0 1px rgba(255,255,255,.06), 0 8px 24px rgba(0,0,0,.45)',
  shadowXl: '0 0 0 1px rgba(255,255,255,.08), 0 8px 24px rgba(0,0,0,.45)',
};

export const light: Tokens = {
  chrome: '#F0F3F3',
  surface: '#FFFFFF',
  sunken: '#F7F9F9',
  raised: '#FFFFFF',
  line: '#E3E8E9',
  line1: '#EDF0F1',
  ctl: '#D3DADC',
  line2: '#77848A',
  text: '#12181A',
  text2: '#4A5559',
  text3: '#626D71',
  accent: '#00687A',
  fill: '#00687A',
  onFill: '#FFFFFF',
  fillHover: '#00525F',
  tint: '#E6F3F5',
  tint2: '#CFE8EC',
  ok: '#23753A',
  okT: '#E9F4EB',
  warn: '#8A5700',
  warnT: '#FDF5E4',
  warnS: '#B26A00',
  bad: '#B3261E',
  badT: '#FDF0EE',
  bar2: '#84949A',
  press: '#DFE5E5',
  onPress: '#12181A',
  hover: 'rgba(18,24,26,.045)',
  ...lightShadows,
};

export const dark: Tokens = {
  chrome: '#0E1112',
  surface: '#15191A',
  sunken: '#111516',
  raised: '#1C2123',
  line: '#262D2F',
  line1: '#1F2527',
  ctl: '#343D40',
  line2: '#728085',
  text: '#E9EEEF',
  text2: '#A7B2B5',
  text3: '#8A9599',
  accent: '#5CC3D2',
  fill: '#3FAABB',
  onFill: '#04191D',
  fillHover: '#48BACC',
  tint: '#12292D',
  tint2: '#1A3B41',
  ok: '#74C489',
  okT: '#17281C',
  warn: '#E3B04B',
  warnT: '#2C2413',
  warnS: '#E3B04B',
  bad: '#F2938A',
  badT: '#331C1A',
  bar2: '#5C6A6F',
  press: '#232A2C',
  onPress: '#E9EEEF',
  hover: 'rgba(233,238,239,.045)',
  ...darkShadows,
};

export const highContrast: Tokens = {
  chrome: '#FFFFFF',
  surface: '#FFFFFF',
  sunken: '#FFFFFF',
  raised: '#FFFFFF',
  line: '#4D5558',
  line1: '#8A9295',
  ctl: '#1A1F20',
  line2: '#33393B',
  text: '#000000',
  text2: '#1A1F20',
  text3: '#33393B',
  accent: '#003E4A',
  fill: '#003E4A',
  onFill: '#FFFFFF',
  fillHover: '#000000',
  tint: '#D8EEF2',
  tint2: '#003E4A',
  ok: '#0B4A1D',
  okT: '#E3F4E6',
  warn: '#5C3800',
  warnT: '#FFF0CC',
  warnS: '#7A4A00',
  bad: '#7D120C',
  badT: '#FFE4E0',
  bar2: '#7A8588',
  press: '#000000',
  onPress: '#FFFFFF',
  hover: 'rgba(0,0,0,.06)',
  ...lightShadows,
};

/** The dark table with white text and visible lines; fills stay. */
export const darkHighContrast: Tokens = {
  ...dark,
  text: '#FFFFFF',
  text2: '#E9EEEF',
  text3: '#C9D2D4',
  line: '#8A9599',
  line1: '#8A9599',
  ctl: '#8A9599',
  line2: '#C9D2D4',
  tint2: '#5CC3D2',
  press: '#FFFFFF',
  onPress: '#000000',
};
