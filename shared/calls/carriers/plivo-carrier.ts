import type { Carrier } from '../ports.ts';
import { readPlivoDial, readPlivoEvent, readPlivoInbound, readPlivoReply } from './plivo-events.ts';
import { isSignedByPlivo } from './plivo-signature.ts';
import { writePlivoXml } from './plivo-voice.ts';

/** Plivo as a carrier: V3 signatures, its webhooks and its XML. */
export const plivoCarrier: Carrier = {
  name: 'plivo',
  talkToldBy: 'leg',
  hears: ['keys', 'speech'],
  verify: isSignedByPlivo,
  readInbound: readPlivoInbound,
  readReply: readPlivoReply,
  readDial: readPlivoDial,
  readEvent: readPlivoEvent,
  write: writePlivoXml,
};
