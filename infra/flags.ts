import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The CDK's own recommended behaviour, whoever starts the app: flags in cdk.json would reach the CDK's command line only,
 * and what runs locally must be what deploys.
 */
export function featureFlags(): Record<string, unknown> {
  const path = createRequire(import.meta.url).resolve('aws-cdk-lib/recommended-feature-flags.json');
  const recommended: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
  // Exports and imports: a stack can't take away what another one still uses.
  return { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
}
