import escapeModule from 'validator/lib/escape.js';

/** CommonJS that is its own `default`: the one file, since the whole library would be in the bundle. */
export const escaped = escapeModule.default;

const STYLES = `:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 32rem; padding: 4rem 1rem; font: 1rem/1.5 -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif }
h1 { font-size: 1.25rem; overflow-wrap: break-word }
button { padding: .6rem 1.1rem; font: inherit; font-weight: 600; cursor: pointer }`;

export const PAGE_TYPE = 'text/html; charset=utf-8';

/** Nothing loads and nothing runs, a form leads back here only, and the address of the link must not travel on. */
export const PAGE_HEADERS = {
  'content-type': PAGE_TYPE,
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A page for whoever opens a link that we sent: a title, which is any text, and what follows it, which is HTML. */
export const page = (title: string, rest: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title><style>${STYLES}</style></head>
<body><main><h1>${escaped(title)}</h1>
${rest}
</main></body></html>
`;
