import escapeModule from 'validator/lib/escape.js';
import type { ReportSchedule } from './model.ts';

/** CommonJS that is its own `default`: the one file, since the whole library would be in the bundle. */
const escaped = escapeModule.default;

const STYLES = `:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 32rem; padding: 4rem 1rem; font: 1rem/1.5 -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif }
h1 { font-size: 1.25rem; overflow-wrap: break-word }
button { padding: .6rem 1.1rem; font: inherit; font-weight: 600; cursor: pointer }`;

const page = (title: string, rest: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title><style>${STYLES}</style></head>
<body><main><h1>${escaped(title)}</h1>
${rest}
</main></body></html>
`;

/** Asks once more: whoever only opens the link, as mailboxes do that look what is behind it, has said nothing yet. */
export const askPage = ({ name, every }: Pick<ReportSchedule, 'name' | 'every'>): string =>
  page(
    `Be sent “${name}” no more?`,
    `<p>You get this report each ${every}. Others who get it go on getting it.</p>
<form method="post"><button type="submit" name="List-Unsubscribe" value="One-Click">Send it to me no more</button></form>`,
  );

export const leftPage = (): string =>
  page(
    'You are sent this report no more',
    '<p>Should you want it again, somebody who works with you makes a schedule for it, under Reports in the console.</p>',
  );
