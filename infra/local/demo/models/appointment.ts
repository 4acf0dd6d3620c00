import { planMeetings } from '../meeting-plan.ts';
import { DemoMeetings, MEETING_OFFER, openHours } from '../meetings.ts';
import { createMarket } from '../network.ts';
import type { DemoModel } from './model.ts';

const phoneOf = ({ index }: { readonly index: number }): string => `+13095${String(550_000 + index).padStart(6, '0')}`;

/** Meetings that setters book: held, missed, disputed, passed over in silence, called off and moved. */
export const appointmentModel: DemoModel = {
  async network(url, operatorKey) {
    const network = await createMarket(url, operatorKey, MEETING_OFFER);
    await openHours(network.advertiser, network.offerId);
    return network;
  },
  plan({ visits, seed }) {
    const planned = planMeetings(visits, seed);
    const meetings = new DemoMeetings(planned);
    return {
      brought: planned.length,
      waves: [
        (stage) => meetings.book(stage, stage.network.offerId, phoneOf),
        (stage) => meetings.change(stage),
        (stage) => meetings.attend(stage),
        (stage) => meetings.silence(stage),
      ],
    };
  },
};
