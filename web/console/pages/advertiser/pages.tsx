import { lazy } from 'react';
import { Frame, type Place } from '../../app/shell.tsx';
import { Delivery } from '../shared/delivery.tsx';
import { Dispute } from '../shared/dispute.tsx';
import { Disputes } from '../shared/disputes.tsx';
import { Keys } from '../shared/keys.tsx';
import { Outcome } from '../shared/outcome.tsx';
import { Outcomes } from '../shared/outcomes.tsx';
import { Today } from '../shared/today.tsx';
import { Webhook } from '../shared/webhook.tsx';
import { Webhooks } from '../shared/webhooks.tsx';
import { Week } from '../shared/week.tsx';
import { Balance } from './balance.tsx';

const Home = () => (
  <Today lead="What you bought, as it happens.">
    <Week title="When of the week it came" />
  </Today>
);

const Reports = lazy(() => import('../shared/reports.tsx').then(({ Reports: page }) => ({ default: page })));

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/outcomes', label: 'Outcomes', show: Outcomes },
  { path: '/outcomes/:outcomeId', show: Outcome },
  { path: '/disputes', label: 'Disputes', show: Disputes },
  { path: '/disputes/:disputeId', show: Dispute },
  { path: '/balance', label: 'Balance', show: Balance },
  { path: '/webhooks', label: 'Webhooks', show: Webhooks },
  { path: '/webhooks/:webhookId', show: Webhook },
  { path: '/webhooks/:webhookId/deliveries/:deliveryId', show: Delivery },
  { path: '/keys', label: 'API keys', show: Keys },
  { path: '/reports', label: 'Reports', show: Reports },
];

export default function Pages() {
  return <Frame places={PLACES} />;
}
