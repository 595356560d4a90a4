// The database servers that the config store is tested against.
import { mariadbMissing, startMariadb } from './mariadb';
import { postgresMissing, startPostgres } from './postgres';

export const engines = [
  { name: 'PostgreSQL', missing: postgresMissing(), start: () => startPostgres() },
  { name: 'MariaDB', missing: mariadbMissing(), start: () => startMariadb() },
] as const;
