import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PAGE_HEADERS } from '../../shared/platform/http/page.ts';
import { unsubscribe } from '../../shared/reporting/contract/schedules.ts';

export const wayOutAnswer = (body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: unsubscribe.status,
  headers: PAGE_HEADERS,
  body,
});
