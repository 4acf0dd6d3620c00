/** What stands there until it is known who looks. */
export function Splash() {
  return (
    <main className="splash" aria-busy="true">
      <p role="status">Opening Callbourse…</p>
    </main>
  );
}
