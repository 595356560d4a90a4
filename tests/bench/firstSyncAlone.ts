// What runIngest.ts bundles: the rows of the first sync, printed.
import { ingestBench, ingestClientBench } from './ingest.bench';

const [documents = '10000', rounds = '5', only = ''] = process.argv.slice(2);
const [count, times] = [Number(documents), Number(rounds)];
console.log(JSON.stringify(await ingestBench(count, times), null, 2));
if (only !== 'ratio') console.log(JSON.stringify(ingestClientBench(times, [count, 3 * count]), null, 2));
