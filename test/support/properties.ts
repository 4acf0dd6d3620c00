import fc from 'fast-check';

/**
 * In continuous integration the properties look at the same examples for the same commit: a failure is that commit's own and
 * comes again when it is looked for. Elsewhere each run looks at new ones. A failure names its seed and path either way;
 * `CALLBOURSE_SEED` plays that seed again.
 */
const CI_SEED = 20_260_302;

function seedOf({ CALLBOURSE_SEED, CI }: NodeJS.ProcessEnv): number | undefined {
  if (CALLBOURSE_SEED !== undefined) return Number(CALLBOURSE_SEED);
  return CI ? CI_SEED : undefined;
}

const seed = seedOf(process.env);
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
