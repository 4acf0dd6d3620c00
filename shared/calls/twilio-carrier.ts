import type { Carrier } from './ports.ts';
import { readTwilioDial, readTwilioEvent, readTwilioInbound } from './twilio-events.ts';
import { isSignedByTwilio } from './twilio-signature.ts';
import { writeTwiml } from './twilio-voice.ts';

/** Twilio as a carrier: signatures, webhooks and TwiML. */
export const twilioCarrier: Carrier = {
  name: 'twilio',
  talkToldBy: 'dial',
  verify: isSignedByTwilio,
  readInbound: readTwilioInbound,
  readDial: readTwilioDial,
  readEvent: readTwilioEvent,
  write: writeTwiml,
};
