/**
 * The publisher's script tag: shows each visitor a tracking number in place of the published one.
 * Whatever fails, the page stays, or goes back to, what the publisher wrote.
 */
import { leaseKeeper } from './lease.ts';
import { matcherFor } from './match.ts';
import { painter } from './page.ts';

/** What a page may use of the tag. Before the tag is there, a page may set `window.callbourse = {consent: true}`. */
interface PageApi {
  /** The number the page shows now, in E.164. */
  readonly number?: string;
  /** Says what the visitor decided; `false` puts the page back and forgets the visitor. */
  consent?: boolean | ((given: boolean) => void);
}

const host = window as unknown as { callbourse?: PageApi };
const data = (document.currentScript as HTMLScriptElement | null)?.dataset;
const published = data?.number?.match(/\+\d{7,15}/g) as [string, ...string[]] | null;

if (!data?.key || !published || host.callbourse?.number) console.warn('callbourse: data-key? data-number?');
else {
  const { fits, rewrite } = matcherFor(published);
  const paint = painter(rewrite);
  let shown: string | undefined;
  // What the page said before the tag came outweighs all; Global Privacy Control is a standing "no" otherwise.
  let allowed =
    (host.callbourse?.consent ??
      !(data.consent || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)) === true;

  const endpoint = new URL('/v1/leases', (document.currentScript as HTMLScriptElement).src).href;
  const { start, release, forget } = leaseKeeper(endpoint, data.key, published[0], fits, (number) => {
    shown = number;
    paint(number);
  });
  const consent = (given: boolean) => {
    allowed = given === true;
    if (allowed) start();
    else forget();
  };
  const begin = () => {
    if (allowed) start();
  };

  host.callbourse = {
    get number() {
      return shown || published[0];
    },
    consent,
  };
  // Captured, so that it is heard whether it was sent to the window, the document or an element.
  addEventListener('callbourse:consent', (event) => consent((event as CustomEvent).detail), true);
  addEventListener('pagehide', release);
  addEventListener('pageshow', begin);
  begin();
}
