import { expect, it } from 'vitest';
import { amountsOf } from '../../web/console/app/amount.ts';
import { ProblemError } from '../../web/console/app/problem.ts';

const NAMES = ['chargeMinor', 'payoutMinor'] as const;

it('reads amounts in the decimals of their currency', () => {
  expect(amountsOf({ chargeMinor: '-12.50', payoutMinor: '3' }, NAMES, 'USD')).toEqual({
    chargeMinor: -1_250,
    payoutMinor: 300,
  });
  expect(amountsOf({ chargeMinor: '1200', payoutMinor: '0' }, NAMES, 'JPY')).toEqual({
    chargeMinor: 1_200,
    payoutMinor: 0,
  });
});

it.each([
  ['finer than its currency', { chargeMinor: '0', payoutMinor: '-1.005' }, 'USD', ['payoutMinor']],
  ['words, and nothing', { chargeMinor: 'ten', payoutMinor: '' }, 'USD', ['chargeMinor', 'payoutMinor']],
  ['no currency', { chargeMinor: '1', payoutMinor: '1' }, 'dollars', ['currency']],
])('refuses %s, at each field that is wrong and at no other', (_what, fields, currency, wrong) => {
  const refusal = amountsOf(fields, NAMES, currency);
  if (!(refusal instanceof ProblemError)) throw new Error('It was taken.');
  expect(['currency', ...NAMES].filter((name) => refusal.of(name) !== undefined)).toEqual(wrong);
});
