import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, readTemplate } from '../../shared/webhooks/postback-template.ts';

/** What a URL is made of where parsers disagree, with macros between. */
const pieces = fc.constantFrom(
  ...['https', 'https:', 'https://', ':', '/', '//', '\\', '@', '?', '#', '.', '%', '%4', '41', ':443', '[', ']'],
  ...[' ', '\t', '\n', 'ü', 't.example', 'macro-0-here', '{sub1}', '{event}', '{param:x}', '{', '}'],
);
const templates = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 6 }).map((parts) => `https:${parts.join('')}`),
  fc.array(pieces, { maxLength: 6 }).map((parts) => `https://t.example/${parts.join('')}`),
);

describe('a postback’s template that is taken', () => {
  it('leads to its own host and to nobody else’s, whatever stands in its macros', () => {
    let taken = 0;
    fc.assert(
      fc.property(templates, fc.string({ unit: 'grapheme' }), (template, word) => {
        const reading = readTemplate(template);
        if (reading.kind === 'refused') return;
        taken += 1;
        const [empty, filled] = ['', word].map((each) => new URL(fillTemplate(reading.url, () => each)));
        expect(filled?.origin).toBe(empty?.origin);
        expect([filled?.protocol, filled?.host]).toEqual([empty?.protocol, empty?.host]);
        expect([filled?.username, filled?.password, filled?.hash]).toEqual([empty?.username, empty?.password, '']);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});
