import { lookup } from 'node:dns';
import { lookup as find } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { invalidField } from '../../kernel/problem.ts';
import { within } from '../deadline.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** Where a URL that somebody gave us may lead. */
export interface OutboundPolicy {
  /** Plain HTTP to this very machine: for what is tried on a developer's machine, never deployed. */
  readonly allowLoopback: boolean;
}

/** The policy of a deployment, by the name of its stage. */
export const outboundPolicy = (stage: string): OutboundPolicy => ({ allowLoopback: stage === 'local' });

/** Why nothing is sent to a URL. */
export type UrlRefusal = 'malformed-url' | 'not-https' | 'private-address';

export class UrlRefusedError extends Error {
  readonly why: UrlRefusal;

  constructor(why: UrlRefusal) {
    super(`the URL is refused: ${why}`);
    this.name = 'UrlRefusedError';
    this.why = why;
  }
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Plain HTTP goes to this machine alone; what is public is spoken to over TLS. */
const mayLeadTo = (address: string, url: URL, { allowLoopback }: OutboundPolicy): boolean =>
  (allowLoopback && isLoopbackAddress(address)) || (url.protocol === 'https:' && isPublicAddress(address));

/**
 * A URL as far as its text tells: HTTPS, without a password, not to a private address written out.
 *
 * @throws UrlRefusedError
 */
export function readOutboundUrl(text: string, policy: OutboundPolicy): URL {
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') throw new UrlRefusedError('malformed-url');
  const isPlain = url.protocol === 'http:' && policy.allowLoopback;
  if (url.protocol !== 'https:' && !isPlain) throw new UrlRefusedError('not-https');
  const host = hostOf(url);
  if (isIP(host) !== 0 && !mayLeadTo(host, url, policy)) throw new UrlRefusedError('private-address');
  return url;
}

/**
 * A name lookup that gives permitted addresses only. It is the lookup of the connection itself, so that a name can't answer
 * one address to a check and another to the request. A host that is an address already is never looked up: {@link readOutboundUrl}.
 */
export const guardedLookup =
  (url: URL, policy: OutboundPolicy): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      if (addresses.length === 0 || !addresses.every(({ address }) => mayLeadTo(address, url, policy))) {
        return callback(new UrlRefusedError('private-address'), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 0);
    });
  };

const MESSAGES: Readonly<Record<UrlRefusal, string>> = {
  'malformed-url': 'is no URL, or carries a password',
  'not-https': 'is not https',
  'private-address': 'does not lead to a public address',
};

/** A slow name server holds nobody up for longer. */
const LOOKUP_MS = 2_000;

/** Refuses a URL when it is saved. @throws Problem `invalid` naming the field */
export type UrlCheck = (text: string, field?: string) => Promise<void>;

/**
 * Its owner hears at once what every sending would find. A name that is not there yet is taken: it is looked up again each
 * time.
 */
export const urlCheck =
  (policy: OutboundPolicy): UrlCheck =>
  async (text, field = 'body.url') => {
    try {
      const url = readOutboundUrl(text, policy);
      const addresses = await within(LOOKUP_MS, find(hostOf(url), { all: true })).catch(() => []);
      if (!addresses.every(({ address }) => mayLeadTo(address, url, policy))) {
        throw new UrlRefusedError('private-address');
      }
    } catch (error) {
      throw error instanceof UrlRefusedError ? invalidField(field, MESSAGES[error.why]) : error;
    }
  };
