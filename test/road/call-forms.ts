/** What Twilio posts in the life of one call that was answered and talked on for 95 s. */
export interface CallForms {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
}

type Form = Readonly<Record<string, string>>;

const base = ({ callSid, from, to }: CallForms): Form => ({
  AccountSid: 'AC00000000000000000000000000000001',
  ApiVersion: '2010-04-01',
  CallSid: callSid,
  Direction: 'inbound',
  From: from,
  FromCountry: 'US',
  FromState: 'IL',
  To: to,
  ToCountry: 'US',
});

export const comesIn = (call: CallForms): Form => ({
  ...base(call),
  CallStatus: 'ringing',
  StirVerstat: 'TN-Validation-Passed-A',
});

/** The answer to a question: a key, or nothing. */
export const presses = (call: CallForms, keys: string): Form => ({
  ...base(call),
  CallStatus: 'in-progress',
  Digits: keys,
});

const legOf = ({ callSid }: CallForms): string => callSid.replace(/^CA/, 'CB');

export const legEnds = (call: CallForms): Form => ({
  ...base(call),
  CallSid: legOf(call),
  ParentCallSid: call.callSid,
  CallStatus: 'completed',
  CallDuration: '94',
  Duration: '2',
  SequenceNumber: '0',
});

export const dialEnds = (call: CallForms): Form => ({
  ...base(call),
  CallStatus: 'in-progress',
  DialCallSid: legOf(call),
  DialCallStatus: 'completed',
  DialCallDuration: '95',
});

export const callEnds = (call: CallForms): Form => ({
  ...base(call),
  CallStatus: 'completed',
  CallDuration: '130',
  Duration: '3',
  SequenceNumber: '0',
});

export const recordingIsReady = (call: CallForms): Form => ({
  ...base(call),
  RecordingSid: call.callSid.replace(/^CA/, 'RE'),
  RecordingStatus: 'completed',
  RecordingDuration: '95',
  RecordingUrl: `https://api.twilio.example/Recordings/${call.callSid}`,
});

export const PATHS = {
  voice: '/carriers/twilio/voice',
  dial: '/carriers/twilio/dial?attempt=target',
  status: '/carriers/twilio/status',
  recording: '/carriers/twilio/recording',
} as const;
