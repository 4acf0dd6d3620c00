import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aesCipher } from '../../shared/platform/cipher.ts';

const withSecrets = (...secrets: [string, ...string[]]) => aesCipher(async () => secrets);

describe('the cipher', () => {
  it('opens what it sealed, for the same purpose only', async () => {
    const cipher = withSecrets('s1');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        const sealed = await cipher.seal(text, 'payee:pub_1');
        expect(await cipher.open(sealed, 'payee:pub_1')).toBe(text);
        await expect(cipher.open(sealed, 'payee:pub_2')).rejects.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('never seals the same text to the same bytes', async () => {
    const cipher = withSecrets('s1');
    const sealed = await Promise.all(Array.from({ length: 20 }, () => cipher.seal('ACCT-1', 'p')));
    expect(new Set(sealed).size).toBe(20);
    expect(sealed.join()).not.toContain('ACCT');
  });

  it('opens across one rotation, and says so after two', async () => {
    const sealed = await withSecrets('s1').seal('ACCT-1', 'p');
    expect(await withSecrets('s2', 's1').open(sealed, 'p')).toBe('ACCT-1');
    await expect(withSecrets('s3', 's2').open(sealed, 'p')).rejects.toThrow('rotated away');
  });

  it('refuses a changed or malformed text', async () => {
    const cipher = withSecrets('s1');
    const parts = (await cipher.seal('ACCT-1', 'p')).split('.');
    const body = Buffer.from(parts[4] ?? '', 'base64url');
    body[0] = (body[0] ?? 0) ^ 1;
    await expect(cipher.open([...parts.slice(0, 4), body.toString('base64url')].join('.'), 'p')).rejects.toThrow();
    for (const text of ['', 'v1', 'v2.a.b.c.d', [...parts, 'x'].join('.')]) {
      await expect(cipher.open(text, 'p')).rejects.toThrow('malformed');
    }
    const shortTag = [...parts.slice(0, 3), (parts[3] ?? '').slice(0, 6), parts[4]].join('.');
    await expect(cipher.open(shortTag, 'p')).rejects.toThrow();
  });
});
