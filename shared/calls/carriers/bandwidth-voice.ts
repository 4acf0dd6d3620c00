import type { Instruction, VoiceAnswer } from '../ports.ts';
import { localeOf } from './spoken-language.ts';
import { type Element, element, xmlAnswer } from './xml.ts';

type Dial = Extract<Instruction, { verb: 'dial' }>;

/** Our instructions as BXML: https://dev.bandwidth.com/docs/voice/bxml */
export const writeBxml = (instructions: readonly Instruction[]): VoiceAnswer =>
  xmlAnswer(instructions.flatMap(elementsOf));

function elementsOf(instruction: Instruction): readonly Element[] {
  switch (instruction.verb) {
    case 'dial':
      return transferOf(instruction);
    case 'say':
      return [sentenceOf(instruction.text, instruction.language)];
    case 'play':
      return [element('PlayAudio', {}, instruction.url)];
    case 'gather':
      return [
        element(
          'Gather',
          {
            gatherUrl: instruction.actionUrl,
            maxDigits: instruction.digits,
            terminatingDigits: instruction.endKey,
            firstDigitTimeout: instruction.timeoutSeconds,
          },
          [sentenceOf(instruction.prompt, instruction.language)],
        ),
      ];
    case 'record':
      return [
        element('Record', { maxDuration: instruction.maxSeconds, recordingAvailableUrl: instruction.recordingUrl }),
      ];
    case 'reject':
    case 'hangup':
      return [element('Hangup')];
  }
}

/** Bandwidth writes `es_MX`, and its French voice is one of France. */
function sentenceOf(text: string, language: string | undefined): Element {
  const locale = language === 'fr' ? 'fr-FR' : localeOf(language);
  return element('SpeakSentence', { locale: locale?.replace('-', '_') }, text);
}

/** BXML can not limit how long a transfer talks; Bandwidth itself ends a call after a day. */
function transferOf(dial: Dial): readonly Element[] {
  const leg = { transferDisconnectUrl: dial.legEventsUrl };
  const to = dial.to.kind === 'sip' ? element('SipUri', leg, dial.to.uri) : element('PhoneNumber', leg, dial.to.number);
  const transfer = element(
    'Transfer',
    {
      transferCallerId: dial.callerId,
      callTimeout: dial.ringSeconds,
      transferCompleteUrl: dial.actionUrl,
    },
    [to],
  );
  const record = element('StartRecording', { multiChannel: 'true', recordingAvailableUrl: dial.recordingUrl });
  return dial.recordingUrl ? [record, transfer] : [transfer];
}
