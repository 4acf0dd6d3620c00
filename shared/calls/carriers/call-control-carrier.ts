import type { Carrier } from '../ports.ts';
import {
  readCallControlDial,
  readCallControlEvent,
  readCallControlInbound,
  readCallControlReply,
} from './call-control-events.ts';
import { isSignedByTelnyx } from './telnyx-signature.ts';

/** Telnyx with Call Control: JSON webhooks that are only confirmed; what to do is told by commands to its API. */
export const callControlCarrier: Carrier = {
  name: 'telnyx-call-control',
  talkToldBy: 'leg',
  hears: ['keys'],
  verify: isSignedByTelnyx,
  readInbound: readCallControlInbound,
  readReply: readCallControlReply,
  readDial: readCallControlDial,
  readEvent: readCallControlEvent,
  write: () => ({ contentType: 'application/json', body: '{}' }),
};
