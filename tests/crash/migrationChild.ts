// Brings a store to a newer schema and is killed in the middle: the config store (a file, or what a URL names) after its nth statement, the archive inside a step.
import { openDatabase } from '../../electron/core/db/openDatabase';
import { configTarget } from '../../electron/core/db/target';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { migrate } from '../../electron/core/archive/schema/migrate';
import { archiveSteps, laterMigrations } from './laterSchemas';

const [store, path = '', nth] = process.argv.slice(2);
const die = (): void => void process.kill(process.pid, 'SIGKILL');

if (store === 'archive') {
  const db = openSqlite(path);
  migrate(db, path, archiveSteps(db, die));
} else {
  let left = Number(nth);
  const onStatement = (): void => {
    left -= 1;
    if (left === 0) die();
  };
  const target =
    store === 'config' ? { type: 'sqlite' as const, path } : configTarget({ CONFIG_DB_URL: path }, '/data');
  const db = await openDatabase(target, { migrations: laterMigrations, onStatement });
  await db.destroy();
}
