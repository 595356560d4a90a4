// First sync, local part, as rows of the table. Arguments: rounds, scale, file for the rows.
import { writeFileSync } from 'node:fs';
import { ingestBench, ingestClientBench } from './ingest.bench';

const [rounds = '1', scale = '1', file = ''] = process.argv.slice(2);
const documents = Math.max(100, Math.round(10_000 * Number(scale)));
const times = Number(rounds);
const rows = [...(await ingestBench(documents, times)), ...ingestClientBench(times, [documents, 3 * documents])];
writeFileSync(file, JSON.stringify(rows));
