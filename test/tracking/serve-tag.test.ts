import { describe, expect, it } from 'vitest';
import { serveTagHandler } from '../../functions/tracking/serve-tag/handler.ts';
import { silentLog } from '../support/log.ts';
import { call, httpEvent } from './world.ts';

const source = '(()=>{"tag"})()';

describe('the script', () => {
  const handler = serveTagHandler({ source, log: silentLog });
  const get = (headers: Record<string, string> = {}) => call(handler, httpEvent('GET', '/tag.js', { headers }));

  it('is a script that any page may load and keep for a while', async () => {
    const answer = await get();
    expect([answer.status, answer.body]).toEqual([200, source]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('max-age=300'),
      'access-control-allow-origin': '*',
    });
  });

  it('is not sent again to who has it', async () => {
    const { etag } = (await get()).headers;
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const answer = await get({ 'if-none-match': known ?? '' });
      expect([answer.status, answer.body]).toEqual([304, undefined]);
    }
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('has another tag for another script', async () => {
    const other = serveTagHandler({ source: `${source};`, log: silentLog });
    const answer = await call(other, httpEvent('GET', '/tag.js', {}));
    expect(answer.headers.etag).not.toBe((await get()).headers.etag);
  });
});
