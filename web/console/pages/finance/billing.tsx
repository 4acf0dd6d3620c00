import { amountsOf, decimalOf } from '../../app/amount.ts';
import { etagOf } from '../../app/etag.ts';
import { money } from '../../app/format.ts';
import { useOwnCheck } from '../../app/own-check.ts';
import { ProblemError } from '../../app/problem.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Form, TextArea, TextField } from '../../ui/form.tsx';
import { Card, Facts } from '../../ui/layout.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';

interface OfAdvertiser {
  readonly advertiserId: string;
}

/** Money that came in. Its id makes it once, however often it is sent. */
export function Deposit({ advertiserId }: OfAdvertiser) {
  const change = useChange(
    (api, { depositId, ...body }: { depositId: string; amountMinor: number; currency: string; reason?: string }) =>
      api.PUT('/v1/advertisers/{advertiserId}/deposits/{depositId}', {
        params: { path: { advertiserId, depositId } },
        body,
      }),
    { done: 'Booked.', changes: [['account', advertiserId], ['account-entries', advertiserId], ['balance']] },
  );
  const { error, passes } = useOwnCheck(change);
  const send = (fields: Readonly<Record<string, string>>): void => {
    const { depositId = '', currency = '', reason = '' } = fields;
    const amounts = amountsOf(fields, ['amountMinor'], currency);
    if (passes(amounts)) {
      change.mutate({ depositId: depositId.trim(), ...amounts, currency, ...(reason ? { reason } : {}) });
    }
  };
  return (
    <Card title="Book a deposit">
      <Form submit="Book it" busy={change.isPending} error={error} onSubmit={send}>
        <TextField
          label="Bank’s reference"
          name="depositId"
          required
          pattern="[A-Za-z0-9_.\-]{1,80}"
          hint="The same reference is the same deposit: sending it again books nothing twice."
          error={error}
        />
        <div className="row">
          <TextField label="Amount" name="amountMinor" required inputMode="decimal" error={error} />
          <TextField label="Currency" name="currency" required defaultValue="USD" maxLength={3} error={error} />
        </div>
        <TextField label="Note" name="reason" maxLength={200} error={error} />
      </Form>
    </Card>
  );
}

interface TermsBody {
  readonly legalName: string;
  readonly addressLines: string[];
  readonly taxId?: string;
  readonly taxBps: number;
  readonly currency: string;
  readonly creditLimitMinor: number;
}

const PERCENT_BPS = 100;

/** Whom invoices name, by what tax, and how much may be owed. */
export function BillingTerms({ advertiserId }: OfAdvertiser) {
  const path = { advertiserId };
  const terms = useRead(['billing-terms', advertiserId], (api) =>
    api.GET('/v1/advertisers/{advertiserId}/billing-terms', { params: { path } }),
  );
  const change = useChange(
    (api, body: TermsBody) =>
      api.PUT('/v1/advertisers/{advertiserId}/billing-terms', {
        params: { path, header: { 'If-Match': etagOf(terms.data?.version ?? 0) } },
        body,
      }),
    {
      done: 'Saved.',
      changes: [
        ['billing-terms', advertiserId],
        ['account', advertiserId],
      ],
    },
  );
  const { error, passes } = useOwnCheck(change);
  const send = (fields: Readonly<Record<string, string>>): void => {
    const { legalName = '', addressLines = '', taxId = '', taxBps = '0', currency = '' } = fields;
    const amounts = amountsOf(fields, ['creditLimitMinor'], currency);
    if (!passes(amounts)) return;
    change.mutate({
      legalName,
      addressLines: addressLines
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      ...(taxId ? { taxId } : {}),
      taxBps: Math.round(Number(taxBps) * PERCENT_BPS),
      currency,
      ...amounts,
    });
  };
  const isUnset = terms.error instanceof ProblemError && terms.error.isAbsent;
  if (terms.isPending && !isUnset) return <Loading what="the billing terms" />;
  const now = terms.data;
  return (
    <Card title="Billing terms">
      {terms.error && !isUnset && <Failure error={terms.error} />}
      {now ? (
        <Facts
          of={[
            ['Credit limit', money(now.creditLimitMinor, now.currency)],
            ['Kept free', money(now.keptFreeMinor, now.currency)],
          ]}
        />
      ) : (
        <Empty title="Not set yet">Without them no invoice can name anybody.</Empty>
      )}
      <Form key={now?.changedAt ?? 'new'} submit="Save" busy={change.isPending} error={error} onSubmit={send}>
        <TextField label="Legal name" name="legalName" required defaultValue={now?.legalName ?? ''} error={error} />
        <TextArea
          label="Address"
          name="addressLines"
          hint="A line each"
          required
          defaultValue={now?.addressLines.join('\n') ?? ''}
          error={error}
        />
        <TextField label="Tax id" name="taxId" defaultValue={now?.taxId ?? ''} error={error} />
        <div className="row">
          <TextField
            label="Tax, percent"
            name="taxBps"
            type="number"
            min={0}
            max={100}
            step={0.01}
            defaultValue={(now?.taxBps ?? 0) / PERCENT_BPS}
            error={error}
          />
          <TextField
            label="Billed in"
            name="currency"
            required
            maxLength={3}
            defaultValue={now?.currency ?? 'USD'}
            error={error}
          />
          <TextField
            label="Credit limit"
            name="creditLimitMinor"
            required
            inputMode="decimal"
            defaultValue={now ? decimalOf(now.creditLimitMinor, now.currency) : '0'}
            error={error}
          />
        </div>
      </Form>
    </Card>
  );
}
