/** Shows a verdict: each criterion, what it asked, what was seen, and whether it held. */

/** An element with text in it: whatever the server says is shown as text, never as markup. */
export const element = (name, text, className = '') =>
  Object.assign(document.createElement(name), { textContent: text, className });

export const asText = (value) => {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return Object.entries(value)
    .filter(([name]) => name !== 'kind')
    .map(([name, each]) => `${name} ${asText(each)}`)
    .join(', ');
};

const GROUPS = { all: 'All of these', any: 'Any of these', not: 'None of these' };

function criterionItem({ kind, of, asked, seen, held }) {
  const mark = held ? '✓' : '✗';
  const question = asText(asked);
  const text = of ? GROUPS[kind] : `${kind}: ${question ? `asked ${question}; ` : ''}seen ${asText(seen)}`;
  const item = element('li', `${mark} ${text}`, held ? 'held' : 'failed');
  if (of) item.append(criteriaList([of].flat()));
  return item;
}

function criteriaList(results) {
  const list = document.createElement('ul');
  list.append(...results.map(criterionItem));
  return list;
}

/** @param verdict `{state, criteria}`, or the state alone */
export function showVerdict(box, verdict, outcomeId) {
  const { state, criteria } = typeof verdict === 'string' ? { state: verdict } : verdict;
  box.hidden = false;
  box.className = state;
  box.replaceChildren(element('h3', `Verdict: ${state}`));
  if (outcomeId) box.append(element('p', `Outcome ${outcomeId}`, 'id'));
  if (criteria) box.append(criteriaList([criteria].flat()));
}
