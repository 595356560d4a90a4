// A database server that tests may stop, start and look into behind Kontor's back.

export interface FreshDatabase {
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** As CONFIG_DB_URL has it. */
  readonly url: string;
}

export interface DatabaseServer {
  readonly engine: 'postgresql' | 'mysql';
  readonly port: number;
  /** An empty database, and a user that may do in it what an owner may. */
  fresh(options?: { readonly password?: string }): Promise<FreshDatabase>;
  /** As its administrator, in one of its databases. */
  admin(text: string, database?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Cuts every connection that is open, also in the middle of a statement. */
  cutAll(): Promise<void>;
  /** The same folder and port as before. */
  start(): Promise<void>;
  /** `SIGKILL` for a power cut. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
}
