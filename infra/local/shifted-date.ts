/**
 * Makes `Date` of this thread run at real time plus the shared offset. Only the reading of "now" changes: dates built from
 * arguments, `instanceof` and parsing stay as they are. `Intl.DateTimeFormat().format()` without an argument is not shifted.
 */
export function installShiftedDate(shared: SharedArrayBuffer): void {
  const cell = new BigInt64Array(shared);
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = (): number => realNow() + Number(Atomics.load(cell, 0));
  RealDate.now = now;
  const shifted = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
  });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: shifted, configurable: true, writable: true });
  globalThis.Date = shifted;
}
