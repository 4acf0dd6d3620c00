import { Frame, type Place } from '../../app/shell.tsx';
import { Delivery } from '../shared/delivery.tsx';
import { Disputes } from '../shared/disputes.tsx';
import { Outcome } from '../shared/outcome.tsx';
import { Reports } from '../shared/reports.tsx';
import { Today } from '../shared/today.tsx';
import { Webhook } from '../shared/webhook.tsx';
import { Webhooks } from '../shared/webhooks.tsx';
import { Advertisers } from './advertisers.tsx';
import { Audit } from './audit.tsx';
import { DisputeToDecide } from './decide-dispute.tsx';
import { Fraud } from './fraud.tsx';
import { Health } from './health.tsx';
import { JoinRequestsOfAll } from './join-requests.tsx';
import { Keys } from './keys.tsx';
import { Numbers } from './numbers.tsx';
import { PublisherPage } from './publisher.tsx';
import { Publishers } from './publishers.tsx';
import { Users } from './users.tsx';

const Home = () => <Today lead="The whole network, as it happens." />;

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/health', label: 'Health', show: Health },
  { path: '/publishers', label: 'Publishers', show: Publishers },
  { path: '/publishers/:publisherId', show: PublisherPage },
  { path: '/advertisers', label: 'Advertisers', show: Advertisers },
  { path: '/join-requests', label: 'Join requests', show: JoinRequestsOfAll },
  { path: '/numbers', label: 'Numbers', show: Numbers },
  { path: '/disputes', label: 'Disputes', show: Disputes },
  { path: '/disputes/:disputeId', show: DisputeToDecide },
  { path: '/fraud', label: 'Fraud review', show: Fraud },
  { path: '/users', label: 'Users', show: Users },
  { path: '/keys', label: 'Keys', show: Keys },
  { path: '/webhooks', label: 'Webhooks', show: Webhooks },
  { path: '/webhooks/:webhookId', show: Webhook },
  { path: '/webhooks/:webhookId/deliveries/:deliveryId', show: Delivery },
  { path: '/audit', label: 'Audit', show: Audit },
  { path: '/outcomes/:outcomeId', show: Outcome },
  { path: '/reports', label: 'Reports', show: Reports },
];

export default function Pages() {
  return <Frame places={PLACES} />;
}
