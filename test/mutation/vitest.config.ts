import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests of pure rules alone, without the engines: each mutant runs them again. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: [
      'test/calls/routing/**/*.test.ts',
      'test/catalog/criteria.test.ts',
      'test/catalog/target-rules.test.ts',
      'test/outcomes/answer-question.test.ts',
      'test/outcomes/contradictions.test.ts',
      'test/outcomes/evaluate-criteria.test.ts',
      'test/outcomes/judge-anew.test.ts',
      'test/outcomes/ruled-out.test.ts',
    ],
    // Draws 20,000 times; draw.test.ts does for mutants.
    exclude: ['test/calls/routing/properties.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
  },
});
