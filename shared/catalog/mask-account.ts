/** Shows the last four characters, and none of an account so short that four would be most of it. */
export const maskAccount = (accountReference: string): string =>
  accountReference.length < 8 ? '…' : `…${accountReference.slice(-4)}`;
