import { createNetwork } from '../call-network.ts';
import { planDemo } from '../plan.ts';
import { runWave } from '../visits.ts';
import type { DemoModel } from './model.ts';

/** Visits to pages with the tag, and calls through a simulated carrier with its faults. */
export const callModel: DemoModel = {
  network: createNetwork,
  // Whoever hung up on the question has no answer, not even none.
  async figures(outcomes) {
    const answers = outcomes.flatMap(({ seen }) => (seen?.answers ? [seen.answers] : []));
    return { asked: answers.length, pressed: answers.filter(({ menu }) => menu !== false).length };
  },
  plan({ visits, seed, carrier }) {
    const { waves } = planDemo(visits, seed);
    // Telnyx signs with a key of its own; the others with what we hold as well.
    const proof = `callbourse/local/${carrier === 'telnyx' ? 'telnyx-private-key' : carrier}`;
    return {
      brought: waves.flat().filter(({ call }) => call).length,
      waves: waves.map((wave) => async ({ url, network, clockOffsetMs, secret }) => {
        await runWave(url, { carrier, secret: await secret(proof), clockOffsetMs }, network, wave);
      }),
    };
  },
};
