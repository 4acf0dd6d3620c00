/** Table `catalog`: what callers of an offer's numbers are asked first. */
export const planKey = (offerId: string): { readonly pk: string; readonly sk: string } => ({
  pk: `OFFER#${offerId}`,
  sk: 'PLAN',
});
