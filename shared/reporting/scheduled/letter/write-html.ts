import escapeModule from 'validator/lib/escape.js';
import { type Cell, type Letter, subjectOf } from './compose-letter.ts';

/** CommonJS that is its own `default`: the one file, since the whole library would be in the bundle. */
const escaped = escapeModule.default;

const SANS = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = 'color:#1b2330';
const QUIET = 'color:#5b6675';
const LINE = 'border-bottom:1px solid #e3e7ec';

/** For programs that read style sheets, in the dark and on a phone; all others show what stands in place. */
const STYLES = `@media (prefers-color-scheme: dark) {
  .page, .card { background: #14181f !important; }
  .card, .cell { border-color: #333c49 !important; }
  .ink { color: #eef1f5 !important; }
  .quiet { color: #a3adba !important; }
}
@media (max-width: 480px) { .cell { padding-right: 8px !important; font-size: 12px !important; } }`;

const lines = (cell: Cell): string => cell.map(escaped).join('<br>');

const heading = (text: string): string =>
  `<h2 class="ink" style="margin:28px 0 8px;font-size:15px;font-weight:600;${INK}">${escaped(text)}</h2>`;

/** Layout, not data: a screen reader goes through it as through a text. */
const layout = (style: string, rows: string): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;${style}">${rows}</table>`;

function figuresHtml(figures: Letter['figures']): string {
  const cell = ({ label, value, hint }: Letter['figures'][number]): string =>
    `<td width="50%" valign="top" style="padding:0 12px 16px 0">
<div class="quiet" style="font-size:13px;line-height:20px;${QUIET}">${escaped(label)}</div>
<div class="ink" style="font-size:22px;line-height:28px;font-weight:600;${INK}">${lines(value)}</div>
${hint ? `<div class="quiet" style="font-size:12px;line-height:18px;${QUIET}">${escaped(hint)}</div>` : ''}</td>`;
  const pairs = [figures.slice(0, 2), figures.slice(2)].filter((pair) => pair.length > 0);
  return layout('', pairs.map((pair) => `<tr>${pair.map(cell).join('')}</tr>`).join(''));
}

/** Days and the like stay on one line, longer names may take two. */
const SHORT_LETTERS = 14;

function tableHtml({ names, heads, rows, total }: Letter['table']): string {
  const side = (index: number): string =>
    `text-align:${index < names ? 'left' : 'right'};padding:8px ${index === heads.length - 1 ? 0 : 12}px 8px 0`;
  const cell = (style: string) => (text: Cell, index: number) =>
    `<td class="cell ink" style="${side(index)};${wrapOf(text)}${LINE};${INK};${style}">${lines(text)}</td>`;
  const wrapOf = (text: Cell): string =>
    text.every(({ length }) => length <= SHORT_LETTERS) ? 'white-space:nowrap;' : '';
  const head = (text: string, index: number): string =>
    `<th class="cell quiet" scope="col" style="${side(index)};${LINE};font-weight:500;${QUIET}">${escaped(text)}</th>`;
  const row = (cells: readonly Cell[], style = ''): string => `<tr>${cells.map(cell(style)).join('')}</tr>`;
  return `<div style="overflow-x:auto"><table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:13px;line-height:18px;font-variant-numeric:tabular-nums">
<thead><tr>${heads.map(head).join('')}</tr></thead>
<tbody>${rows.map((cells) => row(cells)).join('\n')}</tbody>
<tfoot>${row(total, 'font-weight:600;border-bottom:0')}</tfoot></table></div>`;
}

function kpisHtml(kpis: Letter['kpis']): string {
  const row = ([name, value]: Letter['kpis'][number]): string =>
    `<tr><td class="cell quiet" style="padding:8px 12px 8px 0;${LINE};${QUIET}">${escaped(name)}</td>
<td class="cell ink" align="right" style="padding:8px 0;${LINE};${INK}">${escaped(value)}</td></tr>`;
  const style = 'font-size:13px;line-height:18px;font-variant-numeric:tabular-nums';
  return heading('Key figures') + layout(style, kpis.map(row).join('\n'));
}

/** What a list of letters shows beside the subject. */
const preview = ({ figures }: Letter): string =>
  figures.map(({ label, value }) => `${label} ${value.join(' + ')}`).join(' · ');

const wayOut = (leaveUrl: string): string =>
  `<p style="margin:8px 0 0;font-size:12px;line-height:18px"><a class="quiet" href="${escaped(leaveUrl)}" style="${QUIET}">Send it to me no more</a></p>`;

/**
 * A letter for mail programs: tables and styles in place, no script, nothing to load, every text only text. Mailed to somebody,
 * it has their way out in it.
 */
export function htmlLetter(letter: Letter, leaveUrl?: string): string {
  const { name, period, figures, table, kpis, notes, footer } = letter;
  const note = (text: string): string =>
    `<p class="quiet" style="margin:16px 0 0;font-size:13px;line-height:20px;${QUIET}">${escaped(text)}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(subjectOf(letter))}</title><style>${STYLES}</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f5f8;${SANS}">
<div style="display:none;max-height:0;overflow:hidden">${escaped(preview(letter))}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed;background:#f3f5f8"><tr><td align="center" style="padding:24px 8px">
<table class="card" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed;max-width:720px;text-align:left;background:#ffffff;border:1px solid #e3e7ec;border-radius:8px;border-collapse:separate"><tr><td style="padding:24px 20px">
<h1 class="ink" style="margin:0;overflow-wrap:break-word;font-size:20px;line-height:28px;font-weight:600;${INK}">${escaped(name)}</h1>
<p class="quiet" style="margin:2px 0 20px;font-size:14px;line-height:20px;${QUIET}">${escaped(period)}</p>
${figures.length > 0 ? figuresHtml(figures) : ''}
${table.rows.length > 0 ? tableHtml(table) : ''}
${notes.map(note).join('')}
${kpis.length > 0 ? kpisHtml(kpis) : ''}
<p class="quiet" style="margin:28px 0 0;font-size:12px;line-height:18px;${QUIET}">${escaped(footer)}</p>
${leaveUrl ? wayOut(leaveUrl) : ''}
</td></tr></table></td></tr></table></body></html>
`;
}
