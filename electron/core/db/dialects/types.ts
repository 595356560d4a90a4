// What each engine has to offer to the rest of the config store.
import type { Dialect } from 'kysely';

export interface OpenedDialect {
  readonly dialect: Dialect;
  /**
   * Copies the store before a migration. An older copy of that name stays: migrations are not one transaction, and after one that was cut
   * off only the first copy shows the store as it was. A server's store is copied by its own tools.
   */
  backup(label: string): Promise<void>;
}
