import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { GenerateSecret } from '../resources/secret.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const OWNER_ONLY = 0o600;
const CLASSES = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

export type SecretStore = {
  /** The secret's value, drawn at its first use and the same ever after. */
  generated(name: string, how: GenerateSecret): string;
  /** The same for a value that only its owner knows how to draw. */
  kept(name: string, draw: () => string): string;
};

export function openSecretStore(file: string): SecretStore {
  const values = z.record(z.string(), z.string()).parse(readJsonFile(file) ?? {});
  const kept = (name: string, drawOnce: () => string): string => {
    const known = values[name];
    if (known !== undefined) return known;
    const value = drawOnce();
    values[name] = value;
    writeJsonFile(file, values, OWNER_ONLY);
    return value;
  };
  return { kept, generated: (name, how) => kept(name, () => draw(how)) };
}

function draw(how: GenerateSecret): string {
  const alphabet = [
    how.ExcludeLowercase ? '' : CLASSES.lower,
    how.ExcludeUppercase ? '' : CLASSES.upper,
    how.ExcludeNumbers ? '' : CLASSES.digits,
    how.ExcludePunctuation ? '' : CLASSES.punctuation,
    how.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = [...alphabet].filter((character) => !how.ExcludeCharacters.includes(character));
  if (allowed.length === 0) throw new Error('a generated secret excludes every character');
  const password = Array.from({ length: how.PasswordLength }, () => allowed[randomInt(allowed.length)]).join('');
  if (!how.SecretStringTemplate || !how.GenerateStringKey) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(how.SecretStringTemplate));
  return JSON.stringify({ ...template, [how.GenerateStringKey]: password });
}
