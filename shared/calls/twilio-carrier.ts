import type { Carrier } from './ports.ts';
import { readTwilioDial, readTwilioEvent, readTwilioInbound, readTwilioReply } from './twilio-events.ts';
import { isSignedByTwilio } from './twilio-signature.ts';
import { writeTwiml } from './twilio-voice.ts';

/** Twilio as a carrier: signatures, webhooks and TwiML. */
export const twilioCarrier: Carrier = {
  name: 'twilio',
  talkToldBy: 'dial',
  hears: ['keys', 'speech'],
  verify: isSignedByTwilio,
  readInbound: readTwilioInbound,
  readReply: readTwilioReply,
  readDial: readTwilioDial,
  readEvent: readTwilioEvent,
  write: writeTwiml,
};
