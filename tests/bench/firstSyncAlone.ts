// The first sync alone, for whoever works on it: documents and rounds as arguments.
import { ingestBench } from './ingest.bench';

const [documents = '10000', rounds = '5'] = process.argv.slice(2);
console.log(JSON.stringify(await ingestBench(Number(documents), Number(rounds)), null, 2));
