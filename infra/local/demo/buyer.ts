import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The advertiser's system in the demo: takes leads, and now and then does what real ones do. */
export interface DemoBuyer {
  readonly url: string;
  /** How often each lead came and was taken. */
  readonly taken: ReadonlyMap<string, number>;
}

/** So many deliveries are answered 200 with an error in the body, and come again. */
const EVERY_BROKEN = 10;

/** Listens until the demo ends: it keeps no process alive. */
export async function startBuyer(): Promise<DemoBuyer> {
  const taken = new Map<string, number>();
  let count = 0;
  const server = createServer((request, response) => {
    const leadId = String(request.headers['webhook-id']);
    request.resume();
    request.on('end', () => {
      count += 1;
      const isBroken = count % EVERY_BROKEN === 0;
      if (!isBroken) taken.set(leadId, (taken.get(leadId) ?? 0) + 1);
      response.end(JSON.stringify(isBroken ? { success: false, error: 'try later' } : { accepted: true }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/leads`, taken };
}
