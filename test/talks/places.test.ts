import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import { segments } from '../../src/channel/gsm7.ts';
import { noonOf } from '../../src/check/rehearse.ts';
import { localesOf } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import { newConversation } from '../../src/dialog/conversation.ts';
import { roomOf } from '../../src/dialog/room.ts';
import { answer } from '../../src/dialog/script.ts';
import type { Event } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(ROOT));
const DAY = '2026-11-21';
/** Every town that has a place, and a few that are far from all. */
const towns = [
  ...new Set([...release.places.values()].flatMap((places) => places.flatMap(({ town }) => town ?? []))),
  'US/MT/Billings',
  'US/TX/Corpus Christi',
  'MX/OAX/Ixtepec',
];
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'health-window': [''],
  'find-help': ['sleep', 'asylum', 'beta', 'consulate', 'returned'],
};
const ways = Object.entries(NEEDS).flatMap(([flow, needs]) => needs.map((need) => [flow, need] as const));

describe('the nearest places', () => {
  it.each(ways)('of %s %s fit every channel wherever someone is', (flow, need) => {
    const { home } = release.settings;
    const wrong: string[] = [];
    for (const locale of localesOf(release))
      for (const channel of ['sms', 'whatsapp', 'telegram'] as const)
        for (const id of towns) {
          const scene = openScene(release, noonOf(release, DAY));
          const heard = { channel, content: { kind: 'text', text: '' } } as const;
          const room = roomOf(release, scene, heard, { ...newConversation(locale), greeted: true });
          const point = release.geo?.pointOf(id);
          const events: readonly Event[] = [
            ...(need === '' ? [] : [{ kind: 'pick', option: need } as const]),
            ...(point ? [{ kind: 'location', point } as const] : []),
          ];
          const outcome = events.reduce(
            (before, event) => run(before.place, event, scene, home),
            run(NOWHERE, { kind: 'enter', flow }, scene, home),
          );
          const { laid } = answer(room, outcome);
          const pages = [laid?.text ?? '', ...(laid?.rest ?? [])];
          const can = CAPABILITIES[channel];
          // What is nearest comes first, whole: only the ones after it wait for MORE.
          if (pages.length > 2) wrong.push(`${locale} ${channel} ${id}: ${pages.length} pages`);
          for (const page of pages) {
            if (
              page === '' ||
              page.length > can.text ||
              /\{\{|undefined|no confirmed figure|un dato confirmado/.test(page)
            )
              wrong.push(`${locale} ${channel} ${id}: ${page}`);
            if (channel === 'sms' && (segments(page).segments > 4 || segments(page).encoding !== 'gsm7'))
              wrong.push(`${locale} ${channel} ${id}: ${segments(page).segments} segments: ${page}`);
          }
        }
    expect(wrong).toEqual([]);
  });
});
