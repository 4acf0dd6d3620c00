/** Where a developer tries the tag: browsers trust these without TLS too. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/**
 * Reads the origin of a page as a person may write it (`https://Example.com/`) and gives it as browsers send it
 * (`https://example.com`); undefined for a path, a credential, plain http, or anything that is no origin.
 */
export function parseOrigin(text: string): string | undefined {
  if (text.length > 300 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL_HOSTS.has(url.hostname));
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return secure && bare && !url.hostname.includes('*') ? url.origin : undefined;
}
