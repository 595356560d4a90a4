// Brings a store to a newer schema and is killed in the middle: the config store after its nth statement, the archive inside a step.
import { openDatabase } from '../../electron/core/db/openDatabase';
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
  const db = await openDatabase({ type: 'sqlite', path }, { migrations: laterMigrations, onStatement });
  await db.destroy();
}
