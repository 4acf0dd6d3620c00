import { page } from '../../platform/http/page.ts';
import type { ReportSchedule } from './model.ts';

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
