import type { Facts } from '../outcomes/model.ts';

const seconds = (value: number | undefined): string => (value === undefined ? 'unknown' : `${value} s`);

/** Why late truth changed money, as both sides read it: no target and no bid, which are the advertiser's alone. */
export function tellLateTruth(judged: Facts, late: Facts, nowHolds: boolean): string {
  const parts: string[] = [];
  if (late.talkSeconds !== judged.talkSeconds) {
    parts.push(`talk time ${seconds(late.talkSeconds)}, judged by ${seconds(judged.talkSeconds)}`);
  }
  if (late.totalSeconds !== judged.totalSeconds) {
    parts.push(`total time ${seconds(late.totalSeconds)}, judged by ${seconds(judged.totalSeconds)}`);
  }
  if (late.targetId !== judged.targetId) {
    parts.push(late.targetId === undefined ? 'answered by the fallback' : 'answered by the buyer itself');
  }
  const said = [...new Set([...Object.keys(judged.answers ?? {}), ...Object.keys(late.answers ?? {})])];
  for (const name of said.filter((each) => judged.answers?.[each] !== late.answers?.[each])) {
    parts.push(`${name} ${late.answers?.[name] ?? 'unknown'}, judged by ${judged.answers?.[name] ?? 'unknown'}`);
  }
  const what = parts.length > 0 ? parts.join('; ') : 'other facts';
  return `known after the verdict: ${what}: ${nowHolds ? 'it qualifies' : 'it does not qualify'}`;
}
