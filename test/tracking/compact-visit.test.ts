import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactVisit, MAX_VISIT_BYTES, visitBytes } from '../../shared/tracking/compact-visit.ts';

describe('what is kept of a page visit', () => {
  it('keeps the page without query and fragment, and the campaign', () => {
    const visit = compactVisit('visit_1', 1_000, {
      url: 'https://roofs.example/repair?name=Ada&utm_source=news&utm_campaign=spring&gclid=Cj0abc#form',
      referrer: 'https://search.example/find?q=roof',
    });
    expect(visit).toEqual({
      visitId: 'visit_1',
      atMs: 1_000,
      url: 'https://roofs.example/repair',
      referrer: 'https://search.example/find',
      params: { utm_source: 'news', gclid: 'Cj0abc', utm_campaign: 'spring' },
    });
  });

  it('keeps what a network of publishers put into its link, for its postback', () => {
    const { params } = compactVisit('v', 0, { url: 'https://a.example/?click_id=c-1&sub1=s-1&sub5=s-5&sub9=x' });
    expect(params).toEqual({ click_id: 'c-1', sub1: 's-1', sub5: 's-5' });
  });

  it('keeps a click id whole or not at all', () => {
    const gclid = 'g'.repeat(100);
    expect(compactVisit('v', 0, { url: `https://a.example/?gclid=${gclid}` }).params).toEqual({ gclid });
    expect(compactVisit('v', 0, { url: `https://a.example/?gclid=${gclid.repeat(2)}` }).params).toBeUndefined();
  });

  it.each(['', 'no address', 'javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x'])('drops %j', (url) => {
    expect(compactVisit('v', 0, { url, referrer: url })).toEqual({ visitId: 'v', atMs: 0 });
  });

  it('is small whatever the page sends', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, text, text, text, (path, source, campaign, referrer) => {
        const query = new URLSearchParams({
          utm_source: source,
          utm_campaign: campaign,
          utm_term: path,
          fbclid: source,
        });
        const visit = compactVisit(`visit_${'x'.repeat(22)}`, Date.UTC(2026, 0), {
          url: `https://example.com/${path}?${query}`,
          referrer: `https://example.com/${referrer}`,
        });
        expect(visitBytes(visit)).toBeLessThanOrEqual(MAX_VISIT_BYTES);
        expect(visitBytes(visit)).toBeGreaterThanOrEqual(Buffer.byteLength(Object.values(visit.params ?? {}).join('')));
      }),
    );
  });
});
