/** What people wrote, and where things lead. */
export const TEXTS = {
  currency: 'USD',
  legalName: 'Acme Roofing Inc.',
  addressLines: ['12 Main Street', 'Springfield, IL 62701'],
  source: 'google',
  label: 'Reporting script',
  email: 'ada@example.com',

  number: '+12175550142',
  fallbackNumber: '+12175550100',
  origins: ['https://roofs.example'],
  country: 'US',
  locality: 'Springfield',
  token: 'eyJ2IjoidmlzaXRfNWdkMCJ9.c2lnbmVk',
  scriptUrl: 'https://api.example/tag.js',
  html: '<script async src="https://api.example/tag.js" data-key="tag_3fZ0dX" data-number="+12175550100"></script>',

  operationId: 'reviseOffer',
  zone: 'America/Chicago',
  title: 'Roof inspection',
  secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  signingSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  issuer: 'https://id.example',
  etag: '"3"',
} as const;
