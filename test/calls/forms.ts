export const PUBLIC_URL = 'https://calls.example.com';
export const TOKEN = 'test-auth-token';
export const OLD_TOKEN = 'auth-token-before';
export const POOL_NUMBER = '+12175550100';
export const STATIC_NUMBER = '+12175550101';
export const CALLER = '+13125550142';
export const SECRET = 'person-secret';
export const FALLBACK = { kind: 'number', number: '+12175550199' } as const;

export type Form = Readonly<Record<string, string>>;

/** A call as Twilio posts it to the voice address. */
export const inbound = (changes: Form = {}): Form => ({
  AccountSid: 'AC00000000000000000000000000000001',
  ApiVersion: '2010-04-01',
  CallSid: 'CA00000000000000000000000000000001',
  CallStatus: 'ringing',
  Direction: 'inbound',
  From: CALLER,
  FromCountry: 'US',
  FromState: 'IL',
  FromCity: 'CHICAGO',
  FromZip: '60601',
  To: POOL_NUMBER,
  ToCountry: 'US',
  StirVerstat: 'TN-Validation-Passed-A',
  ...changes,
});

export const CALL = inbound().CallSid as string;
export const LEG = 'CA00000000000000000000000000000002';

/** The request to the dial's action: somebody talked for 95 seconds. */
export const dialDone = (changes: Form = {}): Form =>
  inbound({
    CallStatus: 'in-progress',
    DialCallSid: LEG,
    DialCallStatus: 'completed',
    DialCallDuration: '95',
    ...changes,
  });

/** The dialled leg's own last status. */
export const legDone = (changes: Form = {}): Form =>
  inbound({
    CallSid: LEG,
    ParentCallSid: CALL,
    CallStatus: 'completed',
    CallDuration: '94',
    Duration: '2',
    SequenceNumber: '0',
    ...changes,
  });

/** The last status of the caller's own leg: menu and ringing counted in. */
export const callDone = (changes: Form = {}): Form =>
  inbound({ CallStatus: 'completed', CallDuration: '130', Duration: '3', SequenceNumber: '0', ...changes });

export interface Posting {
  readonly query?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  /** Signed instead of what is sent. */
  readonly signedUrl?: string;
}

export const ADDRESSES = {
  voice: '/carriers/twilio/voice',
  choice: '/carriers/twilio/choice',
  dial: '/carriers/twilio/dial',
  status: '/carriers/twilio/status',
  recording: '/carriers/twilio/recording',
} as const;
export type Address = keyof typeof ADDRESSES;
