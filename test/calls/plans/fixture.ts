import { type Plan, planShape } from '../../../shared/calls/routing/plan/model.ts';

/** A welcome, a menu by key and word, and three ways on: the English desk recorded, the Spanish desk, a goodbye. */
export const MENU: Plan = planShape.parse({
  entry: 'welcome',
  nodes: {
    welcome: { kind: 'notice', say: 'Welcome.', goTo: 'menu' },
    menu: {
      kind: 'ask',
      prompt: 'Press 1 or say roof. Para español, oprima 2.',
      by: ['keys', 'speech'],
      choices: [
        { keys: '1', words: ['roof', 'leak'], goTo: 'law' },
        { keys: '2', words: ['español'], language: 'es', goTo: 'hola' },
        { keys: '3', goTo: 'sales' },
        { keys: '9', goTo: 'sorry' },
      ],
      otherwise: 'law',
    },
    law: { kind: 'record', notice: 'This call is recorded.', goTo: 'own' },
    hola: { kind: 'notice', say: 'Un momento, por favor.', goTo: 'own' },
    own: { kind: 'offer' },
    sales: { kind: 'offer', offerId: 'offer_2', tag: 'sales' },
    sorry: { kind: 'refuse', say: 'Goodbye.' },
  },
});
