import { escaped, PAGE_HEADERS, page } from './page.ts';
import { failureOf, type WriteFailure } from './problem-json.ts';

/** A failure as a page, with the status that a program is told it by: for links that people open. */
export const failurePage: WriteFailure = (problem, requestId) => {
  const { status, title, detail } = failureOf(problem, requestId);
  const sentence =
    detail === undefined ? '' : `<p>${escaped(`${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`)}</p>\n`;
  const request = `<p><small>Should you ask us about it, name this request: ${escaped(requestId)}</small></p>`;
  return { statusCode: status, headers: PAGE_HEADERS, body: page(title, `${sentence}${request}`) };
};
