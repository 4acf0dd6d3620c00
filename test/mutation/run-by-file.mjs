import { strykerValidationSchema, strykerPlugins as vitestPlugins } from '@stryker-mutator/vitest-runner';

/**
 * Stryker's own runner picks the tests of a mutant by name, joined in a way that Vitest 5 no longer understands: none would
 * run, and every mutant would survive. This one runs all tests of the files that reach the mutant.
 */
const [{ factory }] = vitestPlugins;

function runByFile(injector) {
  const runner = factory(injector);
  const run = runner.run.bind(runner);
  runner.run = ({ testIds = [], ...rest } = {}) => {
    if (testIds.length === 0) return run(rest);
    return run({ ...rest, testFiles: [...new Set(testIds.map((id) => id.split('#')[0]))] });
  };
  return runner;
}
runByFile.inject = factory.inject;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'vitest-by-file', factory: runByFile }];

export { strykerValidationSchema };
