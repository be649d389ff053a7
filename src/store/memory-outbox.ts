import type { Instant } from '../base/day.ts';
import { type Claimed, KEPT, type Outgoing, type Store } from './store.ts';

interface Row {
  readonly row: Omit<Claimed, 'attempts' | 'interrupted'>;
  readonly attempts: number;
  readonly leased: Instant;
  readonly claimed?: Instant;
  /** What became of it; a settled row has an empty address and message. */
  readonly outcome?: string;
  readonly reason?: string;
}

export interface MemoryOutbox extends Pick<Store, 'claim' | 'settle'> {
  readonly has: (id: string) => boolean;
  readonly add: (person: string, outgoing: Outgoing) => void;
  readonly rename: (former: string, person: string) => void;
  readonly forget: (person: string) => void;
  readonly sweep: (now: Instant) => void;
}

/** What is still to be sent, in memory. A map keeps the order in which rows came. */
export const createMemoryOutbox = (): MemoryOutbox => {
  const rows = new Map<string, Row>();
  return {
    has: (id) => rows.has(id),
    add: (person, { id, channel, address, message, due }) => {
      rows.set(id, { row: { id, person, channel, address, message, due }, attempts: 0, leased: 0 });
    },
    rename: (former, person) => {
      for (const [id, kept] of rows)
        if (kept.row.person === former) rows.set(id, { ...kept, row: { ...kept.row, person } });
    },
    forget: (person) => {
      for (const [id, { row }] of rows) if (row.person === person) rows.delete(id);
    },
    claim: async (now, leaseMs, limit) => {
      const free = [...rows.values()].filter(
        ({ outcome, leased, row }) => outcome === undefined && leased <= now && row.due <= now,
      );
      return free
        .toSorted((a, b) => a.row.due - b.row.due)
        .slice(0, limit)
        .map(({ row, attempts, leased }) => {
          rows.set(row.id, { row, attempts: attempts + 1, leased: now + leaseMs, claimed: now });
          return { ...row, attempts: attempts + 1, ...(leased > 0 ? { interrupted: true } : {}) };
        });
    },
    settle: async (id, settled) => {
      const kept = rows.get(id);
      if (!kept || kept.outcome !== undefined) return;
      if (settled.kind === 'retry') {
        const { due, reason, untried } = settled;
        const attempts = kept.attempts - (untried ? 1 : 0);
        rows.set(id, { ...kept, row: { ...kept.row, due }, attempts, leased: 0, reason });
        return;
      }
      const row = { ...kept.row, address: '', message: '' };
      const reason = settled.kind === 'sent' ? settled.providerId : settled.reason;
      rows.set(id, { ...kept, row, outcome: settled.kind, reason });
    },
    sweep: (now) => {
      for (const [id, { outcome, claimed, row }] of rows)
        if (outcome !== undefined && (claimed ?? row.due) <= now - KEPT.delivery) rows.delete(id);
    },
  };
};
