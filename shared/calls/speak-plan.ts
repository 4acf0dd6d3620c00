import { carrierPath, takeChoiceRoute } from './contract.ts';
import type { Voice } from './instruct-carrier.ts';
import type { CarrierName } from './model.ts';
import type { Gather, Instruction } from './ports.ts';
import { writeBookmark } from './routing/plan/bookmark.ts';
import type { Heard, Stop, Walk } from './routing/plan/walk.ts';

type Question = Extract<Stop, { kind: 'ask' }>;

/** What a plan says on the way, in order. */
export const heardOn = ({ heard }: Pick<Walk, 'heard'>): readonly Instruction[] => heard.map(instructionOf);

const instructionOf = (heard: Heard): Instruction =>
  heard.kind === 'play'
    ? { verb: 'play', url: heard.url }
    : {
        verb: 'say',
        text: heard.text,
        ...(heard.language === undefined ? {} : { language: heard.language }),
      };

/** Puts the question that a walk stands at. Where the caller is in the plan travels in the address that its answer goes to. */
export function questionOf(walk: Walk, { nodeId, node, asked }: Question, voice: Voice, carrier: CarrierName): Gather {
  const keys = node.choices.flatMap((choice) => choice.keys ?? []);
  const words = node.choices.flatMap((choice) => choice.words ?? []);
  const digits = Math.max(1, ...keys.map((each) => each.length));
  const isHashFree = digits > 1 && !keys.some((each) => each.includes('#'));
  const language = node.language ?? walk.language;
  const at = writeBookmark({ ...walk, nodeId, asked });
  return {
    verb: 'gather',
    prompt: node.prompt,
    ...(language === undefined ? {} : { language }),
    by: node.by,
    digits,
    ...(isHashFree ? { endKey: '#' } : {}),
    ...(words.length > 0 ? { words } : {}),
    timeoutSeconds: node.timeoutSeconds,
    actionUrl: `${voice.publicUrl}${carrierPath(takeChoiceRoute, carrier)}?at=${at}`,
  };
}
