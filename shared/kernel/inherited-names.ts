const INHERITED: ReadonlySet<string> = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/**
 * Whether every object answers to a name by itself, as to `constructor` and `__proto__`: what an outsider calls so is mistaken
 * for what the language put there, or is lost in a copy.
 */
export const isInheritedName = (name: string): boolean => INHERITED.has(name);
