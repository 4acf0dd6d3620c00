import { Frame, type Place } from '../../app/shell.tsx';
import { Reports } from '../shared/reports.tsx';
import { Today } from '../shared/today.tsx';

const Home = () => <Today lead="The whole network, as it happens." />;

const PLACES: readonly Place[] = [
  { path: '/', label: 'Today', show: Home },
  { path: '/reports', label: 'Reports', show: Reports },
];

export default function Pages() {
  return <Frame places={PLACES} />;
}
