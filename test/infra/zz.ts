import { synthSample, localConfig } from './fixture.ts';
const a = await synthSample(localConfig());
for (const [n,t] of a.templates) if (n.includes('Sample')) console.log(t);
console.log([...new Set(a.resources.map(r=>r.type))].join('\n'));
