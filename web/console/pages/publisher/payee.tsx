import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { money, words } from '../../app/format.ts';
import { useChange, useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Card, Cards, Facts, Page } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';

type Publisher = Schema<'Publisher'>;
type NewPayee = Schema<'NewPayee'>;

const METHODS = [
  ['ach', 'US bank account (ACH)'],
  ['iban', 'Bank account with an IBAN (SEPA)'],
  ['paypal', 'PayPal'],
] as const;
type Method = (typeof METHODS)[number][0];

const HOLDERS = [
  ['company', 'A company'],
  ['person', 'A person'],
] as const;
const KINDS = [
  ['checking', 'Checking'],
  ['savings', 'Savings'],
] as const;

/** What was typed, as the API takes it; what is missing is refused there, by its name. */
function payeeOf(method: Method, typed: Readonly<Record<string, string>>): NewPayee {
  const { legalName = '', routingNumber = '', accountNumber = '', iban = '', bic, email = '' } = typed;
  if (method === 'iban') return { legalName, method, iban, ...(bic ? { bic } : {}) };
  if (method === 'paypal') return { legalName, method, email };
  const accountType = typed.accountType === 'savings' ? 'savings' : 'checking';
  const holder = typed.holder === 'person' ? 'person' : 'company';
  return { legalName, method, routingNumber, accountNumber, accountType, holder };
}

function Account({ method, error }: { readonly method: Method; readonly error: Error | null }) {
  if (method === 'paypal') return <TextField label="PayPal address" name="email" type="email" required error={error} />;
  if (method === 'iban') {
    return (
      <>
        <TextField label="IBAN" name="iban" required autoComplete="off" error={error} />
        <TextField label="BIC" name="bic" hint="If your bank asks for it" autoComplete="off" error={error} />
      </>
    );
  }
  return (
    <>
      <TextField
        label="Routing number"
        name="routingNumber"
        inputMode="numeric"
        required
        autoComplete="off"
        error={error}
      />
      <TextField label="Account number" name="accountNumber" required autoComplete="off" error={error} />
      <Select label="Kind of account" name="accountType" options={KINDS} error={error} />
      <Select label="It belongs to" name="holder" options={HOLDERS} error={error} />
    </>
  );
}

function Change({ publisher }: { readonly publisher: Publisher }) {
  const [method, setMethod] = useState<Method>(publisher.currency === 'EUR' ? 'iban' : 'ach');
  const change = useChange(
    (api, body: NewPayee) =>
      api.PUT('/v1/publishers/{publisherId}/payee', {
        params: {
          path: { publisherId: publisher.publisherId },
          header: { 'If-Match': etagOf(publisher.payee?.version ?? 0) },
        },
        body,
      }),
    { done: 'Saved. Finance verifies it before the next payment', changes: [['publisher']] },
  );
  return (
    <Form
      submit="Save where to pay"
      busy={change.isPending}
      error={change.error}
      onSubmit={(typed) => change.mutate(payeeOf(method, typed))}
    >
      <TextField label="Legal name" name="legalName" required hint="As the bank knows it" error={change.error} />
      <Select
        label="How"
        name="method"
        value={method}
        options={METHODS}
        onChange={(event) => setMethod(event.target.value as Method)}
        error={change.error}
      />
      <Account method={method} error={change.error} />
    </Form>
  );
}

/** Where the money goes, and whether anything keeps it from going. */
export function PayeeDetails() {
  const { me } = useSession();
  const publisherId = me.subjectId;
  const publisher = useRead(['publisher', publisherId], (api) =>
    api.GET('/v1/publishers/{publisherId}', { params: { path: { publisherId } } }),
  );
  return (
    <Page
      title="Payment"
      lead="Where your earnings are paid. Account numbers are encrypted, and shown masked from then on."
    >
      <Shown of={publisher} what="your payment details">
        {(found) => (
          <Cards>
            <Card title="Now">
              {found.payee ? (
                <Facts
                  of={[
                    ['Legal name', found.payee.legalName],
                    ['How', words(found.payee.method)],
                    ['Account', found.payee.accountMasked],
                    [
                      'Can be paid',
                      found.payee.problem ? `not yet: ${found.payee.problem.replaceAll('-', ' ')}` : 'yes',
                    ],
                  ]}
                />
              ) : (
                <p>Nothing on file: what you earn is carried on until there is.</p>
              )}
              <Facts
                of={[
                  ['Paid in', found.currency],
                  ['Paid from', money(found.payoutThresholdMinor, found.currency)],
                  ['Schedule', words(found.payoutSchedule ?? 'weekly')],
                ]}
              />
            </Card>
            <Card title="Change it">
              <Change publisher={found} />
            </Card>
          </Cards>
        )}
      </Shown>
    </Page>
  );
}
