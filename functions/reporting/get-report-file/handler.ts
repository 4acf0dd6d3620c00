import { notFound } from '../../../shared/kernel/problem.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { failurePage } from '../../../shared/platform/http/failure-page.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { SignedLinks } from '../../../shared/platform/signed-links.ts';
import { getReportFile } from '../../../shared/reporting/contract/schedules.ts';
import type { ReportFiles } from '../../../shared/reporting/scheduled/ports.ts';

export interface FileDeps {
  readonly log: Log;
  readonly links: Pick<SignedLinks, 'read'>;
  readonly files: Pick<ReportFiles, 'get'>;
  readonly clock: Clock;
}

/** Nothing in it may run or load, whatever a name has in it; and the address of the link must not travel on. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A link is its own permission: signed, for one file, until an instant. */
export function fileHandler({ log, links, files, clock }: FileDeps): HttpHandler {
  const handler = httpStack(
    log,
    async ({ pathParameters }) => {
      const key = await links.read(pathParameters?.link ?? '', clock.nowMs());
      const body = key && (await files.get(key));
      if (!key || !body) throw notFound('the report');
      const type = key.endsWith('.txt') ? getReportFile.otherType : getReportFile.responseType;
      return { statusCode: getReportFile.status, headers: { ...HEADERS, 'content-type': String(type) }, body };
    },
    failurePage,
  );
  return Object.assign(handler, { operationId: getReportFile.operationId });
}
