import { lazy } from 'react';
import { Frame, type Place } from '../../app/shell.tsx';
import { Delivery } from '../shared/delivery.tsx';
import { Dispute } from '../shared/dispute.tsx';
import { Disputes } from '../shared/disputes.tsx';
import { Keys } from '../shared/keys.tsx';
import { Outcomes } from '../shared/outcomes.tsx';
import { Reports } from '../shared/reports.tsx';
import { Today } from '../shared/today.tsx';
import { Webhook } from '../shared/webhook.tsx';
import { Webhooks } from '../shared/webhooks.tsx';
import { Numbers } from './numbers.tsx';
import { Offers, OfferTerms } from './offers.tsx';
import { BroughtOutcome } from './outcome.tsx';
import { StatementOf, Statements } from './statements.tsx';

const Clicks = lazy(() => import('./clicks.tsx').then(({ Clicks: page }) => ({ default: page })));
const PayeeDetails = lazy(() => import('./payee.tsx').then(({ PayeeDetails: page }) => ({ default: page })));

const Home = () => <Today lead="What your pages and numbers brought, as it happens." />;

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/outcomes', label: 'Outcomes', show: Outcomes },
  { path: '/outcomes/:outcomeId', show: BroughtOutcome },
  { path: '/offers', label: 'Offers', show: Offers },
  { path: '/offers/:offerId', show: OfferTerms },
  { path: '/numbers', label: 'Numbers and tag', show: Numbers },
  { path: '/disputes', label: 'Disputes', show: Disputes },
  { path: '/disputes/:disputeId', show: Dispute },
  { path: '/statements', label: 'Statements', show: Statements },
  { path: '/statements/:runId', show: StatementOf },
  { path: '/payment', label: 'Payment', show: PayeeDetails },
  { path: '/webhooks', label: 'Webhooks', show: Webhooks },
  { path: '/webhooks/:webhookId', show: Webhook },
  { path: '/webhooks/:webhookId/deliveries/:deliveryId', show: Delivery },
  { path: '/keys', label: 'API keys', show: Keys },
  { path: '/reports', label: 'Reports', show: Reports },
  { path: '/clicks', label: 'Clicks', show: Clicks },
];

export default function Pages() {
  return <Frame places={PLACES} />;
}
