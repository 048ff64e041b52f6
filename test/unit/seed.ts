/**
 * Property tests start from one seed, so that the same commit gives the same result everywhere. `OVERLAP_SEED=random npm run test:unit` looks
 * further, and a failure names the seed that shows it.
 */
import fc from 'fast-check';

const wanted = process.env.OVERLAP_SEED ?? '20261120';
if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isInteger(seed)) throw new Error(`OVERLAP_SEED is a whole number or "random", not ${wanted}.`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
