import { isSameSecret } from '../../platform/compare-secrets.ts';
import type { Carrier, CarrierRequest } from '../ports.ts';
import { readBandwidthDial, readBandwidthEvent, readBandwidthInbound, readBandwidthReply } from './bandwidth-events.ts';
import { writeBxml } from './bandwidth-voice.ts';

/** The user that Bandwidth's application is set up with; the secret is its password. */
const BANDWIDTH_USER = 'callbourse';

/** Bandwidth signs nothing: it sends the user and password that its application has, over TLS. */
function isFromBandwidth(request: CarrierRequest, passwords: readonly string[]): boolean {
  const given = /^Basic ([A-Za-z0-9+/=]{1,400})$/.exec(request.header('authorization') ?? '')?.[1];
  if (given === undefined) return false;
  const pair = Buffer.from(given, 'base64').toString('utf8');
  return passwords.some((password) => isSameSecret(pair, `${BANDWIDTH_USER}:${password}`));
}

/** Bandwidth as a carrier: basic auth over TLS, JSON webhooks and BXML. */
export const bandwidthCarrier: Carrier = {
  name: 'bandwidth',
  talkToldBy: 'leg',
  // BXML gathers keys alone.
  hears: ['keys'],
  verify: isFromBandwidth,
  readInbound: readBandwidthInbound,
  readReply: readBandwidthReply,
  readDial: readBandwidthDial,
  readEvent: readBandwidthEvent,
  write: writeBxml,
};
