/**
 * Changes that check no `If-Match`, each with what keeps two people from undoing one another by it. Whatever is changed as a whole
 * and is not named here checks one.
 */
export const NEVER_STALE: Readonly<Record<string, string>> = {
  creditOutcome: 'a credit is given once',
  askReplacement: 'a replacement is asked for once',
  giveBackNumber: 'a number that is placed or rests is refused by its state',
  markCaller: 'one word on one caller, whom no answer shows: there is nothing to have seen',
  placeNumber: 'a number that is not free is refused by its state',
  putClicks: 'rows of one publisher’s own file, each in the place of its like',
  removeReportSchedule: 'ends for good',
  reportFirstTouch: 'the first report stands',
  restNumber: 'a number that is in no pool is refused by its state',
  revokeKey: 'ends for good',
  setExchangeRate: 'a day’s rate is set once',
  takeDeposit: 'a deposit is booked once, under the id that its payer’s bank gave it',
  uploadAdjustments: 'a file is booked once, under the id that it is uploaded by',
};
