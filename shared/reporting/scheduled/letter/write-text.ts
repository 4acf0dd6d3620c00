import type { Letter } from './compose-letter.ts';
import { plain } from './words.ts';

/** A letter for whoever reads no HTML: each row on a line of its own. Mailed to somebody, it has their way out in it. */
export function textLetter(letter: Letter, leaveUrl?: string): string {
  const { name, period, figures, table, kpis, notes, footer } = letter;
  const line = (cells: readonly (readonly string[])[]): string => {
    const names = cells.slice(0, table.names).flat().filter(Boolean).join(' / ');
    const numbers = cells
      .slice(table.names)
      .map((cell, index) => `${(table.heads[table.names + index] ?? '').toLowerCase()} ${cell.join(' + ')}`);
    return `${names}: ${numbers.join(', ')}`;
  };
  const parts = [
    [name, period],
    figures.map(({ label, value, hint }) => `${label}: ${value.join(' + ')}${hint ? ` (${hint})` : ''}`),
    table.rows.map(line),
    notes,
    kpis.map(([kpi, value]) => `${kpi}: ${value}`),
    ['--', footer, ...(leaveUrl ? [`To be sent it no more: ${leaveUrl}`] : [])],
  ];
  const shown = parts.filter((lines) => lines.length > 0).map((lines) => lines.map(plain).join('\n'));
  return `${shown.join('\n\n')}\n`;
}
