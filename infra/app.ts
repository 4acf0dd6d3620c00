import { createApp, declareCallbourse } from './build-app.ts';

try {
  const app = createApp();
  await declareCallbourse(app, process.env);
  app.synth();
} catch (error) {
  // A person reads this in a terminal: what is wrong, not where in our code it was noticed.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
