import { describe, expect, it } from '@jest/globals';
import { engineBound } from './engine.bound.js';

const table = (parts: Record<string, number>) => ({ title: '', units: 10, unit: 'life', parts: Object.entries(parts).map(([part, seconds]) => ({ part, seconds })) });

describe('the bound of the engines', () => {
  const bare = table({ temporal: 1, 'bare worker': 0.8, 'bench (client)': 0.2 });

  it('is the bare workflow itself where a life asks for no more', () => {
    expect(engineBound(table({ temporal: 1.2, postgres: 0 }), bare)).toBe(1);
  });

  it('counts PostgreSQL and what Temporal does more, and nothing of the services', () => {
    expect(engineBound(table({ temporal: 1.7, postgres: 1.5, intake: 9, kafka: 3 }), bare)).toBe(0.5);
  });
});
