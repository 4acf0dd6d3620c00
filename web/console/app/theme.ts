const KEY = 'callbourse-theme';
const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function currentTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

/** Styles are written with `light-dark()`, so the scheme is all there is to set. */
export function applyTheme(theme: Theme = currentTheme()): void {
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme;
  localStorage.setItem(KEY, theme);
}

export const nextTheme = (theme: Theme): Theme => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
