import { z } from 'zod';
import { isRate } from '../../kernel/exchange.ts';
import { currencyCode, isoDay, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const rateText = z.string().refine(isRate, 'is not a rate such as 1.0834, with at most ten decimals');

export const rateView = z
  .strictObject({
    from: z.string().meta({ example: 'EUR' }),
    to: z.string().meta({ example: 'USD' }),
    day: isoDay,
    rate: z.string().meta({ example: '1.0834' }),
    createdAt: isoInstant,
  })
  .meta({ id: 'ExchangeRate' });

export const setExchangeRate = defineRoute({
  operationId: 'setExchangeRate',
  method: 'PUT',
  path: '/v1/exchange-rates',
  summary: 'Set what one currency is worth in another on one day',
  description:
    'Once for each day, since verdicts use it: payouts of that day’s verdicts are converted by it where a publisher is paid in another currency than the offer’s. Outcomes wait for a rate that is missing.',
  tag: 'Exchange rates',
  scope: 'payouts:write',
  roles: ['finance', 'operator'],
  body: z
    .strictObject({ from: currencyCode, to: currencyCode, day: isoDay, rate: rateText })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: 'is the currency it comes from' })
    .meta({ id: 'NewExchangeRate', example: { from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0834' } }),
  status: 200,
  fails: { conflict: 'GBP to USD on 2026-03-02 is 1.27: a day’s rate is set once' },
  response: rateView,
  auditOf: { by: ['from', 'to'] },
});

export const listExchangeRates = defineRoute({
  operationId: 'listExchangeRates',
  method: 'GET',
  path: '/v1/exchange-rates',
  summary: 'List the rates of a pair of currencies, the newest day first',
  tag: 'Exchange rates',
  scope: 'payouts:read',
  roles: ['finance', 'operator'],
  query: pageQuery.extend({ from: currencyCode, to: currencyCode }),
  status: 200,
  response: pageOf(rateView),
});

export const rateRoutes = [setExchangeRate, listExchangeRates] as const;
