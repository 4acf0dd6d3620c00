interface Lease {
  number?: string;
  token?: string;
  expiresAtMs: number;
  /** When to ask again; 0 once the number has been let go, so that another tab showing it asks at once. */
  askAtMs: number;
}

/** Keeps one visitor's claim on a number: cached for the next page, renewed while seen, let go when left. */
export interface LeaseKeeper {
  /** Begins, or goes on: asks for a number as soon as somebody is looking. */
  start(): void;
  /** Lets the number go, keeping the token by which a returning visitor gets it back. */
  release(): void;
  /** Lets the number go, forgets the visitor and puts the page back. */
  forget(): void;
}

const ASK_AT_LEAST_MS = 5_000;
const RETRY_MS = 30_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * @param endpoint where leases are asked for; `/renew` and `/release` are beside it
 * @param key the publisher's public key
 * @param number what the page publishes: it tells the publisher's pools apart
 * @param fits what number can stand in place of the published one
 * @param show shows a number, or with nothing puts the page back
 */
export function leaseKeeper(
  endpoint: string,
  key: string,
  number: string,
  fits: RegExp,
  show: (number?: string) => void,
): LeaseKeeper {
  const storageKey = `callbourse.${key}`;
  let lease = {} as Lease;
  let active = false;
  /** Each page view begins with an assign, which names the page; from then on the page renews. */
  let fresh = false;
  /** The token of the number that this page holds. */
  let held: string | undefined;
  let asking = false;
  let timer: ReturnType<typeof setTimeout>;

  // A string goes out as text/plain, which needs no preflight.
  const body = (token?: string, more?: object | false) => JSON.stringify({ key, token, ...more });
  const handBack = (token?: string) => navigator.sendBeacon(`${endpoint}/release`, body(token));
  const isOurs = () => lease.expiresAtMs > Date.now();

  // Storage throws where the browser forbids it; the lease then lives as long as the page.
  function remember(askAtMs: number): void {
    lease.askAtMs = askAtMs;
    try {
      if (lease.number) localStorage[storageKey] = JSON.stringify(lease);
      else delete localStorage[storageKey];
    } catch {}
  }

  function tick(): void {
    clearTimeout(timer);
    if (!active || asking) return;
    try {
      const stored = JSON.parse(localStorage[storageKey]);
      if (fits.test(stored.number)) lease = stored;
    } catch {}
    if (isOurs()) show(lease.number);
    if (document.hidden) return;
    const waitMs = fresh ? 0 : lease.askAtMs - Date.now();
    if (waitMs > 0) timer = setTimeout(tick, waitMs);
    else ask();
  }

  function ask(): void {
    asking = true;
    fresh = false;
    fetch(held ? `${endpoint}/renew` : endpoint, {
      method: 'POST',
      body: body(lease.token, !held && { number, page: { url: location.href, referrer: document.referrer } }),
      signal: AbortSignal.timeout?.(ANSWER_WITHIN_MS),
    })
      .then(take)
      .catch(() => {
        if (!isOurs()) show();
        if (active) remember(Date.now() + RETRY_MS);
      })
      .then(() => {
        asking = false;
        tick();
      });
  }

  /** Takes in an answer. Throws when it brings no number that can be shown. */
  async function take(response: Response): Promise<void> {
    if (lease.token && /^4[^2]/.test(`${response.status}`)) {
      // Lost, expired or refused; only the 42x (429 above all) leave it ours. It may be somebody else's by now: unless the
      // next answer brings a number, the page gets its own back. A token that an assign refuses is not shown again.
      lease.token = held && lease.token;
      held = undefined;
      lease.expiresAtMs = 0;
      return remember(0);
    }
    const answer = await response.json();
    if (!response.ok || !fits.test(answer.number)) throw 0;
    if (active) {
      lease = answer;
      held = lease.token;
      remember(Date.now() + Math.max(ASK_AT_LEAST_MS, answer.renewAfterMs || 0));
      show(lease.number);
    } else handBack(answer.token);
  }

  function release(): void {
    active = false;
    if (held) {
      handBack(lease.token);
      remember(0);
    }
    held = undefined;
  }

  addEventListener('visibilitychange', tick);

  return {
    start: () => {
      if (!active) active = fresh = true;
      tick();
    },
    release,
    forget: () => {
      release();
      lease = {} as Lease;
      remember(0);
      show();
    },
  };
}
