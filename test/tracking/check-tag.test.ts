import { describe, expect, it } from 'vitest';
import type { OutboundAnswer, OutboundRequest } from '../../shared/platform/http/outbound.ts';
import { checkTag, type TagOwner } from '../../shared/tracking/check-tag.ts';
import { makeSnippet } from '../../shared/tracking/make-snippet.ts';

const PUBLIC_URL = 'https://calls.example.com';
const NUMBER = '+12175550142';
const owner: TagOwner = {
  tagKey: 'pk_1',
  origins: ['https://roofs.example'],
  numbers: [NUMBER],
  scriptUrl: `${PUBLIC_URL}/tag.js`,
};
const snippet = makeSnippet(PUBLIC_URL, 'pk_1', NUMBER);
const pageWith = (script: string, body = 'Call (217) 555-0142 now'): string =>
  `<!doctype html><html><head>${script}</head><body><p>${body}</p></body></html>`;

const page = (text: string, status = 200): OutboundAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  text,
  isCut: false,
});

async function look(answer: OutboundAnswer, url = 'https://roofs.example/') {
  const asked: OutboundRequest[] = [];
  const fetchPage = async (request: OutboundRequest) => {
    asked.push(request);
    return answer;
  };
  const { works, findings } = await checkTag({ fetchPage }, url, owner);
  return { works, asked, failed: findings.filter(({ holds }) => !holds).map(({ what }) => what) };
}

describe('looking whether the tag works on a page', () => {
  it.each([
    ['as text', pageWith(snippet)],
    ['in a link only', pageWith(snippet, '<a href="tel:+1-217-555-0142">Call us</a>')],
    ['with a version in the address of the script', pageWith(snippet.replace('tag.js', 'tag.js?v=3'))],
  ])('finds the number %s', async (_case, html) => {
    expect(await look(page(html))).toMatchObject({ works: true, failed: [] });
  });

  it.each([
    ['no script', pageWith(''), ['script']],
    ["another network's script", pageWith(snippet.replace('calls.example.com', 'evil.example')), ['script']],
    ['a script in a comment', pageWith(`<!-- ${snippet} -->`), ['script']],
    ["another publisher's key", pageWith(snippet.replace('pk_1', 'pk_2')), ['key']],
    ['a number that is not the publisher’s', pageWith(snippet.replace(NUMBER, '+12175550199')), ['number', 'shown']],
    ['a page that shows no number', pageWith(snippet, 'Write to us'), ['shown']],
    ['no HTML at all', '\u0000\u0001{"a":1}', ['script']],
  ])('says what is wrong with %s', async (_case, html, failed) => {
    expect(await look(page(html))).toMatchObject({ works: false, failed });
  });

  it('says that the page is not on the list, and that it does not answer as a page does', async () => {
    expect(await look(page(pageWith(snippet)), 'https://other.example/')).toMatchObject({
      works: false,
      failed: ['origin'],
    });
    expect(await look(page('', 404))).toMatchObject({ failed: ['reached'] });
    expect(await look(page('', 302))).toMatchObject({ failed: ['reached'] });
    expect(await look({ kind: 'failed', why: 'timeout' })).toMatchObject({ failed: ['reached'] });
  });

  it.each(['private-address', 'not-https', 'malformed-url'] as const)('sends nothing to what is %s', async (why) => {
    await expect(look({ kind: 'failed', why })).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ field: 'body.url' }],
    });
  });

  it('bounds what it reads and how long it waits', async () => {
    const { asked } = await look(page(pageWith(snippet)));
    expect(asked).toEqual([expect.objectContaining({ timeoutMs: 10_000, maxAnswerBytes: 2 * 1024 * 1024 })]);
  });
});
