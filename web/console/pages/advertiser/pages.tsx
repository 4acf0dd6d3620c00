import { lazy } from 'react';
import { Frame, type Place } from '../../app/shell.tsx';
import { Delivery } from '../shared/delivery.tsx';
import { Dispute } from '../shared/dispute.tsx';
import { Disputes } from '../shared/disputes.tsx';
import { Keys } from '../shared/keys.tsx';
import { Today } from '../shared/today.tsx';
import { Webhook } from '../shared/webhook.tsx';
import { Webhooks } from '../shared/webhooks.tsx';
import { Week } from '../shared/week.tsx';
import { Balance } from './balance.tsx';
import { LiveCalls, LiveCount } from './live-calls.tsx';
import { LiveOutcomes } from './live-outcomes.tsx';
import { Offer } from './offers/offer.tsx';
import { Offers } from './offers/offers.tsx';
import { BoughtOutcome } from './outcome.tsx';

/** The builder is the largest page, and the one that is opened least often. */
const NewOffer = lazy(() => import('./offers/new-offer.tsx'));
const ChangeOffer = lazy(() => import('./offers/change-offer.tsx'));

const Home = () => (
  <Today lead="What you bought, as it happens.">
    <LiveCount />
    <Week title="When of the week it came" />
  </Today>
);

const Reports = lazy(() => import('../shared/reports.tsx').then(({ Reports: page }) => ({ default: page })));

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/offers', label: 'Offers', show: Offers },
  { path: '/offers/new', show: NewOffer },
  { path: '/offers/:offerId', show: Offer },
  { path: '/offers/:offerId/change', show: ChangeOffer },
  { path: '/live', label: 'On the line', show: LiveCalls },
  { path: '/outcomes', label: 'Outcomes', show: LiveOutcomes },
  { path: '/outcomes/:outcomeId', show: BoughtOutcome },
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
