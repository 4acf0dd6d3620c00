import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import type { TermsReader } from '../../shared/outcomes/ports.ts';
import { readEnv } from '../../shared/platform/env.ts';

/** Frozen terms out of the catalog, remembered by the container: versions never change. */
export const termsReader = (client: DynamoDBDocumentClient): TermsReader =>
  catalogTerms(dynamoCatalog(client, readEnv('TABLE_CATALOG').TABLE_CATALOG, systemClock));
