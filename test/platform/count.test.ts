import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCount } from '../../shared/platform/count.ts';
import { COUNTERS, METRICS_NAMESPACE, METRICS_SERVICE } from '../../shared/platform/counters.ts';

describe('counting', () => {
  afterEach(() => vi.restoreAllMocks());

  it('writes one line per event in the form CloudWatch counts, under the words the alarm asks for', () => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    const count = createCount();
    count(COUNTERS.signatureRefused);
    count(COUNTERS.signatureRefused);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const written = JSON.parse(line);
      expect(written).toMatchObject({ service: METRICS_SERVICE, SignatureRefused: 1 });
      const [directive] = written._aws.CloudWatchMetrics;
      expect(directive).toMatchObject({ Namespace: METRICS_NAMESPACE, Dimensions: [['service']] });
      expect(directive.Metrics).toEqual([{ Name: 'SignatureRefused', Unit: 'Count' }]);
    }
  });
});
