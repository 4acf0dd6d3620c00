import { Frame, type Place } from '../../app/shell.tsx';
import { Outcome } from '../shared/outcome.tsx';
import { Reports } from '../shared/reports.tsx';
import { Today } from '../shared/today.tsx';
import { AccountPage } from './account.tsx';
import { AdjustmentUpload } from './adjustment-upload.tsx';
import { Adjustments } from './adjustments.tsx';
import { AccountOf, Accounts } from './advertisers.tsx';
import { TrialBalance } from './balance.tsx';
import { Journal } from './journal.tsx';
import { LinePage } from './line.tsx';
import { PayeePage, Payees } from './payees.tsx';
import { Returns } from './returns.tsx';
import { RunPage } from './run.tsx';
import { Runs } from './runs.tsx';

const Home = () => <Today lead="The whole network, as it happens." />;

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/runs', label: 'Payout runs', show: Runs },
  { path: '/runs/:runId', show: RunPage },
  { path: '/runs/:runId/:publisherId', show: LinePage },
  { path: '/returns', label: 'Returns', show: Returns },
  { path: '/publishers', label: 'Publishers', show: Payees },
  { path: '/publishers/:publisherId', show: PayeePage },
  { path: '/advertisers', label: 'Advertisers', show: Accounts },
  { path: '/advertisers/:advertiserId', show: AccountOf },
  { path: '/adjustments', label: 'Adjustments', show: Adjustments },
  { path: '/adjustments/upload', show: AdjustmentUpload },
  { path: '/balance', label: 'Trial balance', show: TrialBalance },
  { path: '/balance/:account', show: AccountPage },
  { path: '/journal', label: 'Journal', show: Journal },
  { path: '/outcomes/:outcomeId', show: Outcome },
  { path: '/reports', label: 'Reports', show: Reports },
];

export default function Pages() {
  return <Frame places={PLACES} />;
}
