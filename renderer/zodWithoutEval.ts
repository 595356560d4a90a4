// Must be the first import: zod probes `new Function` when a schema is made, which our policy refuses and reports.
import { z } from 'zod';

z.config({ jitless: true });
