import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

export interface Webhooks {
  /** Posts a form as Twilio does, signed; the answer's status and body come back. `url` is absolute, or a path of ours. */
  post(
    url: string,
    form: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string }>;
}

/** The real carrier gives up after 15 s. */
const CARRIER_MS = 15_000;

/**
 * Signed form posts to the running app. What is signed is the public address, what is called is `baseUrl`: on a developer's
 * machine the public one may be a tunnel.
 */
export function signedWebhooks(baseUrl: string, authToken: string, publicUrl = baseUrl): Webhooks {
  return {
    async post(url, form) {
      const signed = url.startsWith('/') ? publicUrl + url : url;
      const path = signed.startsWith(publicUrl) ? signed.slice(publicUrl.length) : undefined;
      if (path === undefined) throw new Error(`the app names an address that is not its own: ${new URL(url).host}`);
      const answer = await fetch(baseUrl + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'user-agent': 'TwilioProxy/1.1',
          'x-twilio-signature': getExpectedTwilioSignature(authToken, signed, { ...form }),
        },
        body: new URLSearchParams(form).toString(),
        signal: AbortSignal.timeout(CARRIER_MS),
      });
      return { status: answer.status, body: await answer.text() };
    },
  };
}
