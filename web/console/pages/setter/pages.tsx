import { Frame, type Place } from '../../app/shell.tsx';
import { Outcome } from '../shared/outcome.tsx';
import { Outcomes } from '../shared/outcomes.tsx';
import { Today } from '../shared/today.tsx';

const Home = () => <Today lead="What you brought for your publisher, as it happens." />;

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/outcomes', label: 'Outcomes', show: Outcomes },
  { path: '/outcomes/:outcomeId', show: Outcome },
];

export default function Pages() {
  return <Frame places={PLACES} />;
}
