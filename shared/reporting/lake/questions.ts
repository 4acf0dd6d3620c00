/**
 * A first question for Athena, to begin others from: what the network kept of each publisher's sources. Outcomes are counted once,
 * whatever they came to: a rejected one has no currency, so money is added up beside them. Amounts stay minor units, since not
 * every currency has two decimals.
 *
 * @param days which days, as a condition on `day`
 */
export const marginBySource = (days: string): string => `WITH found AS (
  SELECT publisher_id, source, kind, state, currency, charge_minor, payout_minor
  FROM facts
  WHERE ${days} AND kind IN ('verdict', 'correction', 'retainer')
), counted AS (
  SELECT publisher_id, source,
    count(*) FILTER (WHERE kind = 'verdict') AS outcomes,
    count(*) FILTER (WHERE kind = 'verdict' AND state = 'qualified') AS qualified
  FROM found
  GROUP BY publisher_id, source
), earned AS (
  SELECT publisher_id, source, currency, sum(charge_minor - payout_minor) AS margin_minor
  FROM found
  WHERE currency IS NOT NULL
  GROUP BY publisher_id, source, currency
)
SELECT counted.publisher_id, counted.source, outcomes, qualified, currency, margin_minor
FROM counted
LEFT JOIN earned ON earned.publisher_id = counted.publisher_id AND earned.source = counted.source
ORDER BY currency, margin_minor DESC`;

/** Athena's words for the last 90 days. */
export const LAST_90_DAYS =
  "day BETWEEN date_format(current_date - interval '90' day, '%Y-%m-%d') AND date_format(current_date, '%Y-%m-%d')";
