// What every runtime of Kontor has beyond the language itself: shared code may use no more than this.
declare class URL {
  static canParse(text: string): boolean;
  constructor(url: string, base?: string);
  readonly origin: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
}
