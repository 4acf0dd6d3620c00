import type { z } from 'zod';
import type { Page, PageRequest } from '../kernel/page.ts';
import { invalidField, notFound } from '../kernel/problem.ts';
import { toIso } from '../kernel/time.ts';
import type { Side } from '../outcomes/ports.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { adjustmentView, getAdjustmentUpload } from './contract/adjustments.ts';
import { correctionIdOf } from './correction.ts';
import type { CorrectionNotice, CorrectionStore } from './ports.ts';
import type { UploadProgress } from './upload-adjustments.ts';

type AdjustmentView = z.input<typeof adjustmentView>;
type Who = Pick<Principal, 'role' | 'subjectId'>;

/** Each side sees its own money; the network both. */
export function viewAdjustment({ role }: Pick<Principal, 'role'>, notice: CorrectionNotice): AdjustmentView {
  const { causeId, kind, outcomeId, publisherId, advertiserId, chargeMinor, payoutMinor, currency, reason } = notice;
  return {
    adjustmentId: correctionIdOf(outcomeId, causeId),
    kind,
    outcomeId,
    publisherId,
    advertiserId: role === 'publisher' ? undefined : advertiserId,
    chargeMinor: role === 'publisher' ? undefined : chargeMinor,
    payoutMinor: role === 'advertiser' ? undefined : payoutMinor,
    currency,
    reason,
    at: toIso(notice.atMs),
  };
}

/**
 * Whose list somebody asks for: their own, or for the network the one it names.
 *
 * @throws Problem `invalid` where the network names no side or both, `not-found` for another's
 */
export function sideFor(
  { role, subjectId }: Who,
  named: { readonly publisherId?: string | undefined; readonly advertiserId?: string | undefined },
): Side {
  const { publisherId, advertiserId } = named;
  if (role === 'operator' || role === 'finance') {
    if ((publisherId === undefined) === (advertiserId === undefined)) {
      throw invalidField('query.publisherId', 'name either a publisher or an advertiser');
    }
    return publisherId ? { publisherId } : { advertiserId: advertiserId ?? '' };
  }
  const own = role === 'publisher' ? { publisherId: subjectId } : { advertiserId: subjectId };
  if ((publisherId ?? own.publisherId) !== own.publisherId || (advertiserId ?? own.advertiserId) !== own.advertiserId) {
    throw notFound('what you asked for');
  }
  return own;
}

/** Corrections of one side, newest first. */
export async function listAdjustments(
  corrections: Pick<CorrectionStore, 'list'>,
  principal: Who,
  query: PageRequest & Parameters<typeof sideFor>[1],
): Promise<Page<AdjustmentView>> {
  const page = await corrections.list(sideFor(principal, query), query);
  return { ...page, items: page.items.map((notice) => viewAdjustment(principal, notice)) };
}

export function viewUpload({
  upload,
  chunks,
}: UploadProgress): z.input<NonNullable<typeof getAdjustmentUpload.response>> {
  const done = chunks.filter(({ doneAtMs }) => doneAtMs !== undefined);
  const failedRows = done.flatMap(({ failed }) => failed.map((row) => ({ ...row })));
  const doneRows = done.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    uploadId: upload.uploadId,
    state: doneRows === upload.rows ? 'applied' : 'applying',
    rows: upload.rows,
    appliedRows: doneRows - failedRows.length,
    failedRows,
    sha256: upload.sha256,
    byKeyId: upload.byKeyId,
    uploadedAt: toIso(upload.atMs),
  };
}
