import { Outcomes } from '../shared/outcomes.tsx';

/** A verdict is there seconds after the end of its call; asking more often would show nothing new. */
const LIVE_MS = 4_000;

/** What was bought and what was not, as it is judged. */
export const LiveOutcomes = () => <Outcomes everyMs={LIVE_MS} />;
