// Properties throw the same dice in every run, so that a build is red only for what changed. `KONTOR_SEED` throws others: the soak
// runs all of them with a seed of its own.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['KONTOR_SEED'] ?? 20_260_201) });
