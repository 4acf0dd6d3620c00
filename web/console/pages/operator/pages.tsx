import { Frame, type Place } from '../../app/shell.tsx';
import { Today } from '../shared/today.tsx';

const Home = () => <Today lead="The whole network, as it happens." />;

const PLACES: readonly Place[] = [{ path: '/', label: 'Today', show: Home }];

export default function Pages() {
  return <Frame places={PLACES} />;
}
