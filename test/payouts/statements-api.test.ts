import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { downloadStatementHandler } from '../../functions/payouts/download-statement/handler.ts';
import { downloadStatementPdfHandler } from '../../functions/payouts/download-statement-pdf/handler.ts';
import { getStatementHandler } from '../../functions/payouts/get-statement/handler.ts';
import { listStatementsHandler } from '../../functions/payouts/list-statements/handler.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { cancelRun } from '../../shared/payouts/cancel-run.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { MAX_PDF_ROWS, statementPdf } from '../../shared/payouts/statement-pdf.ts';
import { authenticate, call, quiet } from './api-call.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

const RUN = 'run_demand_2026-03-01';

describe('statements', () => {
  let world: World;
  const deps = () => ({ ...world, log: quiet, authenticate });

  beforeAll(async () => {
    world = await createWorld();
    await world.addPublisher('pub_a');
    await world.addPublisher('pub_b', { thresholdMinor: 1_000n });
    await world.addPublisher('pub_c');
    await world.owe('pub_a', '2026-03-01', 500n);
    await world.owe('pub_b', '2026-03-01', 600n);
    await world.owe('pub_c', '2026-03-01', 1n);
    await world.draw(await requestRun(world, '2026-03-01', ANNA));
    await cancelRun(world, RUN, BEN, 'a price was wrong');
    await world.draw(await requestRun(world, '2026-03-01', ANNA));
    await approveRun(world, `${RUN}_2`, BEN);
    await world.issue();
  });

  it('lists a publisher only its own, newest first, with what became of each', async () => {
    const { json } = await call(listStatementsHandler(deps()), { as: 'pub_a' });
    expect(json.items).toMatchObject([
      { runId: `${RUN}_2`, state: 'issued', paidMinor: 500, carriedInMinor: 500, entries: 0, carriedOutMinor: 0 },
      { runId: RUN, state: 'cancelled', paidMinor: 0, entries: 1, carriedOutMinor: 500 },
    ]);
  });

  it('says why nothing was paid', async () => {
    const { json } = await call(getStatementHandler(deps()), { as: 'pub_b', params: { runId: `${RUN}_2` } });
    expect(json).toMatchObject({
      decision: 'carry',
      reason: 'below-threshold',
      explanation: 'Below the payout threshold; it is added to the next run',
      totalMinor: 600,
      paidMinor: 0,
      carriedOutMinor: 600,
    });
  });

  it('downloads as CSV', async () => {
    const { status, text } = await call(downloadStatementHandler(deps()), { as: 'pub_a', params: { runId: RUN } });
    expect(status).toBe(200);
    expect(text).toContain('2026-03-01,verdict,entry_1,out_1,qualified,5.00,USD');
    expect(text).toContain(
      'carried on,run_demand_2026-03-01,,The run was cancelled; all of it is added to the next run,5.00',
    );
  });

  it('shows nobody a foreign statement: it looks like one that does not exist', async () => {
    await world.addPublisher('pub_later');
    const handler = getStatementHandler({
      ...deps(),
      authenticate: async () => ({
        keyId: 'key_x',
        role: 'publisher',
        subjectId: 'pub_later',
        scopes: ['statements:read'],
      }),
    });
    const foreign = await call(handler, { as: 'pub_a', params: { runId: RUN } });
    const unknown = await call(handler, { as: 'pub_a', params: { runId: 'run_weekly_2020-01-05' } });
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect((await call(getStatementHandler(deps()), { as: 'anna', params: { runId: RUN } })).status).toBe(403);
  });

  it('is a PDF too, of the same bytes each time, and nobody else’s', async () => {
    const handler = downloadStatementPdfHandler(deps());
    const params = { runId: RUN };
    const first = await call(handler, { as: 'pub_a', params });
    expect(first.status).toBe(200);
    const bytes = Buffer.from(first.text, 'base64');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const document = await PDFDocument.load(bytes);
    expect(document.getTitle()).toBe(`Statement ${RUN}`);
    expect(document.getPageCount()).toBe(1);
    expect((await call(handler, { as: 'pub_a', params })).text).toBe(first.text);
    expect((await call(handler, { as: 'pub_a', params: { runId: 'run_weekly_2020-01-05' } })).status).toBe(404);
    expect((await call(handler, { as: 'adv', params })).status).toBe(403);
  });

  it('goes over several pages, and is a CSV only where it would be a book', async () => {
    const line = await world.lines.ofRun(RUN, 'pub_a');
    if (!line) throw new Error('the line is there');
    const entry = await world.owe('pub_a', '2026-03-20', 5n);
    async function* many() {
      yield Array(200).fill({ ...entry, reason: 'Зустріч відбулась 🙂' });
    }
    const pdf = await PDFDocument.load(await statementPdf(line, { state: 'issued' }, many()));
    expect(pdf.getPageCount()).toBe(4);
    const book = { ...line, entries: { ...line.entries, count: MAX_PDF_ROWS + 1 } };
    await expect(statementPdf(book, { state: 'issued' }, many())).rejects.toMatchObject({ kind: 'too-large' });
  });
});
